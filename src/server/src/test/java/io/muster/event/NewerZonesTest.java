package io.muster.event;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.joda.time.DateTimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The zones of Joda-Time, as java.time has them. */
class NewerZonesTest {
    private static final Instant FROM = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2038-01-01T00:00:00Z");

    /** Of the year 2025, and known since the data of Java 25. */
    private static final String OF_2025 = "America/Coyhaique";

    static Stream<String> names() {
        return new TreeSet<>(DateTimeZone.getAvailableIDs()).stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void rulesAreTheSameInBothForms(String name) {
        DateTimeZone zone = DateTimeZone.forID(name);
        ZoneRules rules = NewerZones.rulesOf(zone);

        for (Instant at : moments(zone)) {
            assertThat(rules.getOffset(at).getTotalSeconds())
                    .as("%s at %s", name, at)
                    .isEqualTo(zone.getOffset(at.toEpochMilli()) / 1_000);
        }
    }

    /** Each week, and each change of the clock with the second before it. */
    private static Set<Instant> moments(DateTimeZone zone) {
        Set<Instant> moments = new TreeSet<>();
        for (Instant at = FROM; at.isBefore(TO); at = at.plus(Duration.ofDays(7))) {
            moments.add(at);
        }
        long change = zone.nextTransition(FROM.toEpochMilli());
        for (long last = 0; change > last && change < TO.toEpochMilli(); change = zone.nextTransition(change)) {
            long second = -Math.floorDiv(-change, 1_000L);
            moments.add(Instant.ofEpochSecond(second));
            moments.add(Instant.ofEpochSecond(second - 1));
            last = change;
        }
        return moments;
    }

    @Test
    void aZoneOf2025IsKnown() {
        assertThat(Zones.isName(OF_2025)).isTrue();
        ZoneRules rules = Zones.of(OF_2025).getRules();
        assertThat(rules.getOffset(Instant.parse("2024-07-01T00:00:00Z"))).isEqualTo(ZoneOffset.ofHours(-4));
        assertThat(rules.getOffset(Instant.parse("2026-07-01T00:00:00Z"))).isEqualTo(ZoneOffset.ofHours(-3));
        assertThat(ZoneId.getAvailableZoneIds()).contains(OF_2025);
    }

    @Test
    void whatThisJavaKnowsStaysItsOwn() {
        assertThat(Zones.of("Europe/Berlin")).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(Zones.isName("Mars/Phobos")).isFalse();
        assertThat(Zones.isName("+02:00")).isFalse();
        assertThatThrownBy(() -> Zones.of("Mars/Phobos")).isInstanceOf(DateTimeException.class);
    }

    @Test
    void aSecondRegistrationFindsNothingToAdd() {
        NewerZones.register();
        int before = ZoneId.getAvailableZoneIds().size();
        NewerZones.register();
        assertThat(ZoneId.getAvailableZoneIds()).hasSize(before);
    }
}
