package io.muster.event;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import io.muster.event.plan.Made;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a person lacks of what a role requires. */
class QualificationsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 6, 20);
    private static final Role DRIVER = Made.requiring(Role.of("Driver", 1), "Forklift Licence", "\u00c9cole");

    private static List<String> missing(Map<String, LocalDate> held) {
        return new Qualifications(held).missing(DRIVER, DAY);
    }

    @Test
    void whoHasNothingLacksAllOfIt() {
        assertThat(missing(Map.of())).containsExactly("Forklift Licence", "\u00c9cole");
        assertThat(Qualifications.NONE.missing(Role.of("Server", 1), DAY)).isEmpty();
    }

    @Test
    void namesCompareAsRolesDo() {
        assertThat(missing(Map.of("FORKLIFT  licence", Qualifications.FOR_EVER, "e\u0301cole", DAY)))
                .isEmpty();
    }

    @Test
    void isValidUpToItsLastDay() {
        assertThat(missing(Map.of("Forklift licence", DAY, "\u00e9cole", DAY.minusDays(1))))
                .containsExactly("\u00c9cole");
    }
}
