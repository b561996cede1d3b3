package io.muster.event.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.muster.event.Event;
import io.muster.event.overlap.Engagement;
import io.muster.event.overlap.OverlapRule;
import io.muster.event.overlap.TimeSpan;

/**
 * The places of people in the firm's other events that are published, fulfilled or completed.
 *
 * @param rule the firm's rule about them
 * @param byPerson of those who have been looked up, by userKey; of a person who has no such place an empty list
 */
public record Engagements(OverlapRule rule, Map<String, List<Engagement>> byPerson) {
    /** Without a rule nobody is looked up. */
    public static final Engagements NONE = new Engagements(OverlapRule.NONE, Map.of());

    public Engagements {
        byPerson = Map.copyOf(byPerson);
    }

    /** Nobody has been looked up yet. */
    public static Engagements unknown(OverlapRule rule) {
        return new Engagements(rule, Map.of());
    }

    /**
     * The person's places that come too near to what a place would take up, the earliest first. Of who has not been looked up there are
     * none: whoever gets a place by that has to be looked up, and the commands are planned again.
     */
    List<Engagement> near(String userKey, TimeSpan span) {
        return rule.near(span, byPerson.getOrDefault(userKey, List.of()));
    }

    /** Whether any of these places comes too near to a place of the event, in whatever role. */
    public boolean areNear(Event event, Map<String, List<Engagement>> found) {
        List<TimeSpan> spans = event.roles().stream()
                .map(role -> TimeSpan.of(event.fields(), role))
                .distinct()
                .toList();
        return found.values().stream()
                .anyMatch(places ->
                        spans.stream().anyMatch(span -> !rule.near(span, places).isEmpty()));
    }

    /** Those who have to be looked up, of people who get a place. */
    public Set<String> unknownAmong(Set<String> people) {
        Set<String> unknown = new HashSet<>(rule.asks() ? people : Set.of());
        unknown.removeAll(byPerson.keySet());
        return unknown;
    }

    /** Also what was found of those who were looked up. */
    public Engagements with(Map<String, List<Engagement>> found) {
        Map<String, List<Engagement>> all = new HashMap<>(byPerson);
        all.putAll(found);
        return new Engagements(rule, all);
    }
}
