package io.muster.api.list;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.muster.api.problem.ProblemException;
import io.muster.event.EventStatus;
import io.muster.identity.Caller;
import io.muster.identity.Employers;
import io.muster.identity.Profile;
import io.muster.store.read.ListFilter;
import io.muster.store.read.Listing;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Cursors and time stamps are good for the list and the claims they were made for, and for nothing else. */
class SealedTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_790_000_000_123L);
    private static final Caller PERSON = person("oidc:1", Employers.of(Set.of("m-1", "m-2")), Set.of("t-1", "t-2"));

    private static final ListScope SCOPE = ListScope.ofStaff(Listing.SEEN, PERSON, ListFilter.ALL, true);

    @Test
    void aCursorHoldsItsPlace() {
        ListPosition whole = new ListPosition(NOW, Optional.empty(), Optional.empty());
        ListPosition delta = new ListPosition(NOW, Optional.of(NOW.minusSeconds(120)), Optional.empty());

        assertThat(ListPosition.ofCursor(SCOPE, whole.cursorAfter(SCOPE, "2026-12-20//66f0")))
                .isEqualTo(new ListPosition(NOW, Optional.empty(), Optional.of("2026-12-20//66f0")));
        assertThat(ListPosition.ofCursor(SCOPE, delta.cursorAfter(SCOPE, "2026-12-20/18:00/66f0")))
                .isEqualTo(new ListPosition(NOW, delta.since(), Optional.of("2026-12-20/18:00/66f0")));
    }

    @Test
    void aTimeStampHoldsItsTime() {
        ListPosition position = new ListPosition(NOW, Optional.empty(), Optional.empty());

        assertThat(ListPosition.ofTimestamp(SCOPE, position.timestamp(SCOPE))).contains(NOW);
    }

    @Test
    void otherClaimsListsAndFiltersOpenNeither() {
        ListPosition position = new ListPosition(NOW, Optional.empty(), Optional.empty());
        String cursor = position.cursorAfter(SCOPE, "x");
        String timestamp = position.timestamp(SCOPE);
        List<ListScope> others = List.of(
                ListScope.ofStaff(Listing.AVAILABLE, PERSON, ListFilter.ALL, true),
                ListScope.ofStaff(
                        Listing.SEEN, person("oidc:2", PERSON.employers(), PERSON.teamIds()), ListFilter.ALL, true),
                ListScope.ofStaff(
                        Listing.SEEN, person("oidc:1", Employers.EVERYONE, PERSON.teamIds()), ListFilter.ALL, true),
                ListScope.ofStaff(
                        Listing.SEEN,
                        person("oidc:1", Employers.of(Set.of("m-1")), Set.of("m-2", "t-1", "t-2")),
                        ListFilter.ALL,
                        true),
                ListScope.ofStaff(
                        Listing.SEEN, person("oidc:1", PERSON.employers(), Set.of("t-1")), ListFilter.ALL, true),
                ListScope.ofStaff(
                        Listing.SEEN,
                        PERSON,
                        new ListFilter(Set.of(EventStatus.DRAFT), Optional.empty(), Optional.empty()),
                        true));

        for (ListScope other : others) {
            assertThat(ListPosition.ofTimestamp(other, timestamp)).isEmpty();
            assertThat(refused(other, cursor)).isTrue();
        }
    }

    @Test
    void theOrderMattersToACursorOnly() {
        ListScope other = ListScope.ofStaff(Listing.SEEN, PERSON, ListFilter.ALL, false);
        ListPosition position = new ListPosition(NOW, Optional.empty(), Optional.empty());

        assertThat(refused(other, position.cursorAfter(SCOPE, "x"))).isTrue();
        assertThat(ListPosition.ofTimestamp(other, position.timestamp(SCOPE))).contains(NOW);
    }

    @Test
    void oneIsNotTakenForTheOther() {
        ListPosition position = new ListPosition(NOW, Optional.empty(), Optional.empty());

        assertThat(refused(SCOPE, position.timestamp(SCOPE))).isTrue();
        assertThat(ListPosition.ofTimestamp(SCOPE, position.cursorAfter(SCOPE, "x")))
                .isEmpty();
    }

    @Test
    void whatIsGarbledOpensNothing() {
        String cursor =
                new ListPosition(NOW, Optional.empty(), Optional.empty()).cursorAfter(SCOPE, "2026-12-20//66f0");

        for (String bad : List.of("", "x", "$", "%00", "AAAA", cursor.substring(1), cursor + "A", "A".repeat(5_000))) {
            assertThat(refused(SCOPE, bad)).as(bad).isTrue();
            assertThat(ListPosition.ofTimestamp(SCOPE, bad)).as(bad).isEmpty();
        }
        for (int i = 0; i < cursor.length(); i++) {
            char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
            String changed = cursor.substring(0, i) + other + cursor.substring(i + 1);
            assertThat(refused(SCOPE, changed)).as(changed).isTrue();
        }
    }

    private static boolean refused(ListScope scope, String cursor) {
        ProblemException problem =
                catchThrowableOfType(ProblemException.class, () -> ListPosition.ofCursor(scope, cursor));
        return problem != null && problem.violations().get(0).field().equals("cursor");
    }

    private static Caller person(String userKey, Employers employers, Set<String> teamIds) {
        return new Caller(userKey, Profile.UNKNOWN, Optional.empty(), false, employers, teamIds, false);
    }
}
