package io.muster.identity;

import java.util.Optional;
import java.util.Set;

import io.muster.identity.Standing.Board;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a caller may in a firm that a request names, by the token and by what the firm says (docs/api.md#muster-firm). */
class CallerInFirmTest {
    private static final String FIRM = "f";

    private static Caller token(Optional<String> managerId, boolean readOnly, Employers employers) {
        return new Caller("oidc:1", Profile.UNKNOWN, managerId, readOnly, employers, Set.of("token"), true);
    }

    private static Caller staff(Employers employers) {
        return token(Optional.empty(), false, employers);
    }

    private static Standing active(Board board) {
        return Standing.active(board, Set.of("bar"));
    }

    @Test
    void nobodysFirmIsEmpty() {
        assertThat(staff(Employers.NOBODY).within(FIRM, Standing.NONE)).isEmpty();
        assertThat(token(Optional.of("other"), false, Employers.of(Set.of("other")))
                        .within(FIRM, Standing.NONE))
                .isEmpty();
    }

    @Test
    void whoIsBlockedHasNothingByWhatever() {
        assertThat(token(Optional.of(FIRM), false, Employers.EVERYONE).within(FIRM, Standing.BLOCKED))
                .isEmpty();
        Caller left = token(Optional.of(FIRM), false, Employers.EVERYONE).blockedBy(Set.of(FIRM));
        assertThat(left.managerId()).isEmpty();
        assertThat(left.worksFor(FIRM)).isFalse();
        assertThat(left.worksFor("other")).isTrue();
        assertThat(staff(Employers.of(Set.of(FIRM, "other")))
                        .blockedBy(Set.of(FIRM))
                        .employers())
                .isEqualTo(Employers.of(Set.of("other")));
    }

    @ParameterizedTest
    @EnumSource(Board.class)
    void aMembershipOpensItsFirmAlone(Board board) {
        Caller in = token(Optional.of("other"), false, Employers.of(Set.of("other")))
                .within(FIRM, active(board))
                .orElseThrow();

        assertThat(in.managerId()).isEqualTo(board == Board.CLOSED ? Optional.empty() : Optional.of(FIRM));
        assertThat(in.readOnly()).isEqualTo(board == Board.READ);
        assertThat(in.employers()).isEqualTo(Employers.of(Set.of(FIRM)));
        // The token's teams are of the firms that the token names.
        assertThat(in.teamIds()).containsExactly("bar");
        assertThat(in.firm()).isEmpty();
    }

    @Test
    void whatTheTokenSaysOfTheFirmStays() {
        Caller in = token(Optional.of(FIRM), false, Employers.EVERYONE)
                .within(FIRM, active(Board.READ))
                .orElseThrow();

        assertThat(in.managerId()).contains(FIRM);
        assertThat(in.readOnly()).isFalse();
        assertThat(in.teamIds()).containsExactlyInAnyOrder("bar", "token");
        assertThat(in.worksFor("other")).isFalse();
    }

    @Test
    void aTokenThatMayOnlyReadStaysOne() {
        assertThat(token(Optional.of("other"), true, Employers.NOBODY)
                        .within(FIRM, active(Board.WRITE))
                        .orElseThrow()
                        .readOnly())
                .isTrue();
    }

    @Test
    void aManagersTokenDoesNotMakeThePersonStaff() {
        assertThat(token(Optional.of(FIRM), false, Employers.NOBODY)
                        .within(FIRM, Standing.NONE)
                        .orElseThrow()
                        .worksFor(FIRM))
                .isFalse();
    }
}
