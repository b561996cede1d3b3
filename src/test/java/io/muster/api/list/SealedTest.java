package io.muster.api.list;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.muster.api.Problem;
import io.muster.event.EventStatus;
import io.muster.event.read.ListFilter;
import io.muster.event.read.Listing;
import io.muster.identity.Caller;
import io.muster.identity.Employers;
import io.muster.identity.Profile;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Cursors and time stamps are good for the list and the claims they were made for, and for nothing else. */
class SealedTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_790_000_000_123L);
    private static final Caller PERSON = person("oidc:1", Employers.of(Set.of("m-1", "m-2")), Set.of("t-1", "t-2"));

    private static final Scope SCOPE = Scope.ofStaff(Listing.SEEN, PERSON, ListFilter.ALL, true);

    @Test
    void aCursorHoldsItsPlace() {
        Position whole = new Position(NOW, Optional.empty(), Optional.empty());
        Position delta = new Position(NOW, Optional.of(NOW.minusSeconds(120)), Optional.empty());

        assertThat(Position.ofCursor(SCOPE, whole.cursorAfter(SCOPE, "2026-12-20//66f0")))
                .isEqualTo(new Position(NOW, Optional.empty(), Optional.of("2026-12-20//66f0")));
        assertThat(Position.ofCursor(SCOPE, delta.cursorAfter(SCOPE, "2026-12-20/18:00/66f0")))
                .isEqualTo(new Position(NOW, delta.since(), Optional.of("2026-12-20/18:00/66f0")));
    }

    @Test
    void aTimeStampHoldsItsTime() {
        Position position = new Position(NOW, Optional.empty(), Optional.empty());

        assertThat(Position.ofTimestamp(SCOPE, position.timestamp(SCOPE))).contains(NOW);
    }

    @Test
    void otherClaimsListsAndFiltersOpenNeither() {
        Position position = new Position(NOW, Optional.empty(), Optional.empty());
        String cursor = position.cursorAfter(SCOPE, "x");
        String timestamp = position.timestamp(SCOPE);
        List<Scope> others = List.of(
                Scope.ofStaff(Listing.AVAILABLE, PERSON, ListFilter.ALL, true),
                Scope.ofStaff(
                        Listing.SEEN, person("oidc:2", PERSON.employers(), PERSON.teamIds()), ListFilter.ALL, true),
                Scope.ofStaff(
                        Listing.SEEN, person("oidc:1", Employers.EVERYONE, PERSON.teamIds()), ListFilter.ALL, true),
                Scope.ofStaff(
                        Listing.SEEN,
                        person("oidc:1", Employers.of(Set.of("m-1")), Set.of("m-2", "t-1", "t-2")),
                        ListFilter.ALL,
                        true),
                Scope.ofStaff(Listing.SEEN, person("oidc:1", PERSON.employers(), Set.of("t-1")), ListFilter.ALL, true),
                Scope.ofStaff(
                        Listing.SEEN,
                        PERSON,
                        new ListFilter(Set.of(EventStatus.DRAFT), Optional.empty(), Optional.empty()),
                        true));

        for (Scope other : others) {
            assertThat(Position.ofTimestamp(other, timestamp)).isEmpty();
            assertThat(refused(other, cursor)).isTrue();
        }
    }

    @Test
    void theOrderMattersToACursorOnly() {
        Scope other = Scope.ofStaff(Listing.SEEN, PERSON, ListFilter.ALL, false);
        Position position = new Position(NOW, Optional.empty(), Optional.empty());

        assertThat(refused(other, position.cursorAfter(SCOPE, "x"))).isTrue();
        assertThat(Position.ofTimestamp(other, position.timestamp(SCOPE))).contains(NOW);
    }

    @Test
    void oneIsNotTakenForTheOther() {
        Position position = new Position(NOW, Optional.empty(), Optional.empty());

        assertThat(refused(SCOPE, position.timestamp(SCOPE))).isTrue();
        assertThat(Position.ofTimestamp(SCOPE, position.cursorAfter(SCOPE, "x")))
                .isEmpty();
    }

    @Test
    void whatIsGarbledOpensNothing() {
        String cursor = new Position(NOW, Optional.empty(), Optional.empty()).cursorAfter(SCOPE, "2026-12-20//66f0");

        for (String bad : List.of("", "x", "$", "%00", "AAAA", cursor.substring(1), cursor + "A", "A".repeat(5_000))) {
            assertThat(refused(SCOPE, bad)).as(bad).isTrue();
            assertThat(Position.ofTimestamp(SCOPE, bad)).as(bad).isEmpty();
        }
        for (int i = 0; i < cursor.length(); i++) {
            char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
            String changed = cursor.substring(0, i) + other + cursor.substring(i + 1);
            assertThat(refused(SCOPE, changed)).as(changed).isTrue();
        }
    }

    private static boolean refused(Scope scope, String cursor) {
        Problem problem = catchThrowableOfType(Problem.class, () -> Position.ofCursor(scope, cursor));
        return problem != null && problem.violations().get(0).field().equals("cursor");
    }

    private static Caller person(String userKey, Employers employers, Set<String> teamIds) {
        return new Caller(userKey, Profile.UNKNOWN, Optional.empty(), false, employers, teamIds, false);
    }
}
