package io.muster.api.view;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.muster.event.Event;
import io.muster.event.Qualifications;
import io.muster.event.Role;
import io.muster.identity.Caller;
import io.muster.store.people.Members;
import io.smallrye.mutiny.Uni;

/** Whether people are qualified for places of events, as lists tell them (docs/api.md#eligible). The planner never asks this. */
@Singleton
public class Eligibility {
    private final BiFunction<String, Set<String>, Uni<Map<String, Qualifications>>> qualifications;

    @Inject
    Eligibility(Members members) {
        this(members::qualifications);
    }

    /** @param qualifications {@link Members#qualifications} */
    public Eligibility(BiFunction<String, Set<String>, Uni<Map<String, Qualifications>>> qualifications) {
        this.qualifications = qualifications;
    }

    /** Tells it of these events. Nothing is read unless every role of one of them requires something. */
    public Uni<Predicate<Event>> of(Caller person, Collection<Event> events) {
        Set<String> firms = events.stream()
                .filter(Eligibility::requires)
                .map(Event::managerId)
                .collect(Collectors.toUnmodifiableSet());
        if (firms.isEmpty()) {
            return Uni.createFrom().item(event -> true);
        }
        return qualifications
                .apply(person.userKey(), firms)
                .map(known -> event -> !requires(event)
                        || isQualified(event, known.getOrDefault(event.managerId(), Qualifications.NONE)));
    }

    /** Without a stream: a crowd's lists ask it of each event for each person. */
    private static boolean requires(Event event) {
        for (Role role : event.roles()) {
            if (role.requires().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isQualified(Event event, Qualifications held) {
        return event.roles().stream()
                .anyMatch(role -> held.missing(role, event.lastDay()).isEmpty());
    }
}
