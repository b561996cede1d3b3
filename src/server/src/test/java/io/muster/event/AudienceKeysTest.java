package io.muster.event;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.muster.event.plan.Made;
import io.muster.identity.Caller;
import io.muster.identity.Employers;
import io.muster.identity.Profile;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AudienceKeysTest {
    private static final Role SERVER = Role.of("Server", 1);

    @Test
    void anEventsKeysSayWhomItIsFor() {
        Audience named = new Audience(List.of("google:1"), List.of("t-1"));

        assertThat(AudienceKeys.of(Made.event(SERVER))).containsExactly("*", "*|m-1");
        assertThat(AudienceKeys.of(Made.event(EventStatus.PUBLISHED, named, SERVER)))
                .containsExactly("u|google:1", "t|t-1");
        assertThat(AudienceKeys.of(Made.event(EventStatus.DRAFT, named, SERVER)))
                .isEmpty();
    }

    @Test
    void aPersonsKeysAreThoseOfEmployersTeamsAndThePerson() {
        assertThat(AudienceKeys.allOf(caller(Employers.of(Set.of("m-1", "m-2")), Set.of("t-1"))))
                .containsExactlyInAnyOrder("*|m-1", "*|m-2", "u|google:1", "t|t-1");
        assertThat(AudienceKeys.allOf(caller(Employers.EVERYONE, Set.of())))
                .containsExactlyInAnyOrder("*", "u|google:1");
        assertThat(AudienceKeys.allOf(caller(Employers.NOBODY, Set.of("t-1")))).isEmpty();
    }

    @Test
    void manyKeysAreAllThere() {
        Set<String> teams = IntStream.range(0, 200).mapToObj(i -> "t-" + i).collect(Collectors.toSet());
        Caller caller = caller(Employers.of(teams), teams);

        assertThat(AudienceKeys.allOf(caller)).hasSize(401);
        assertThat(AudienceKeys.of(caller)).hasSizeGreaterThan(1);
    }

    private static Caller caller(Employers employers, Set<String> teams) {
        return new Caller("google:1", Profile.UNKNOWN, Optional.empty(), false, employers, teams, false);
    }
}
