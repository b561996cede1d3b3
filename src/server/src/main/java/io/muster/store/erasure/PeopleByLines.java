package io.muster.store.erasure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.muster.identity.Caller;
import io.muster.store.JournalFields;
import org.bson.Document;

/** The people whom an event's lines name, in groups that are named by about as many lines. Not thread-safe. */
public final class PeopleByLines {
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final int together;
    private int all;

    /** @param together how many lines a group may be named by; who alone is named by more is a group */
    public PeopleByLines(int together) {
        this.together = together;
    }

    public void add(Document line) {
        all++;
        Set<String> named = new TreeSet<>();
        Stream.of(JournalFields.USER_KEY, JournalFields.FROM, JournalFields.ACTOR)
                .map(line::get)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(userKey -> !Caller.isErased(userKey))
                .forEach(named::add);
        named.forEach(userKey -> lines.merge(userKey, 1, Integer::sum));
    }

    /** The groups; none where all lines together are not too many. */
    public List<Set<String>> groups() {
        if (all <= together) {
            return List.of();
        }
        List<Set<String>> groups = new ArrayList<>();
        int last = together;
        for (Map.Entry<String, Integer> person : lines.entrySet()) {
            if (last + person.getValue() > together) {
                groups.add(new LinkedHashSet<>());
                last = 0;
            }
            groups.get(groups.size() - 1).add(person.getKey());
            last += person.getValue();
        }
        return groups;
    }
}
