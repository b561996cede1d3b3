package io.muster.store.erasure;

import java.util.List;
import java.util.Set;

import org.bson.Document;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The people of an event's lines, in groups that fit into a transaction each. */
class PeopleByLinesTest {
    private final PeopleByLines people = new PeopleByLines(3);

    private void line(String userKey, String actor) {
        people.add(new Document("userKey", userKey).append("actor", actor));
    }

    @Test
    void fewLinesNeedNoGroups() {
        line("a", "a");
        line("b", "b");
        line("c", "c");

        assertThat(people.groups()).isEmpty();
    }

    @Test
    void aGroupIsNamedByAsManyLinesAsAreAllowed() {
        line("a", "a");
        line("a", "a");
        line("b", "b");
        line("c", "b");

        assertThat(people.groups()).containsExactly(Set.of("a"), Set.of("b", "c"));
    }

    @Test
    void whoIsNamedByMoreIsAGroup() {
        List.of("a", "b", "c", "d").forEach(userKey -> line(userKey, "m"));

        assertThat(people.groups()).containsExactly(Set.of("a"), Set.of("m"), Set.of("b", "c", "d"));
    }

    @Test
    void whoIsErasedIsInNoGroup() {
        List.of("a", "erased:1", "erased:2", "erased:3").forEach(userKey -> line(userKey, userKey));

        assertThat(people.groups()).containsExactly(Set.of("a"));
    }
}
