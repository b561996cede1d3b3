package io.muster.live;

import java.util.Optional;
import java.util.Set;

import io.muster.event.AudienceKeys;
import io.muster.identity.Caller;

/** A subscriber, where it is found and how far it has been told. Touched by the {@link LiveLoop} alone. */
final class Listener {
    private static final String MANAGER = "manager:";

    private final Subscriber subscriber;
    private final Set<String> topics;
    private State state = State.CATCHING_UP;
    private ResumePoint seen;

    private enum State {
        CATCHING_UP,
        LIVE,
        LEFT
    }

    /** @param seen what it need not be told again */
    Listener(Subscriber subscriber, ResumePoint seen) {
        this.subscriber = subscriber;
        this.topics = subscriber
                .caller()
                .managerId()
                .map(managerId -> Set.of(ofManager(managerId)))
                .orElseGet(() -> AudienceKeys.allOf(subscriber.caller()));
        this.seen = seen;
    }

    /** The topic of a manager's own events. */
    static String ofManager(String managerId) {
        return MANAGER + managerId;
    }

    Subscriber subscriber() {
        return subscriber;
    }

    Caller caller() {
        return subscriber.caller();
    }

    /** What it is found by: a manager by its events, staff by the keys of audiences. */
    Set<String> topics() {
        return topics;
    }

    Optional<String> managerId() {
        return caller().managerId();
    }

    /** Whether an event of this manager may concern it. */
    boolean mayHearOf(String manager) {
        return managerId().map(manager::equals).orElseGet(() -> caller().worksFor(manager));
    }

    ResumePoint seen() {
        return seen;
    }

    void seen(ResumePoint point) {
        seen = point;
    }

    void live() {
        state = State.LIVE;
    }

    void left() {
        state = State.LEFT;
    }

    boolean isCatchingUp() {
        return state == State.CATCHING_UP;
    }

    /** Whether it is told of a step as it happens. */
    boolean isToldOf(Step step) {
        return state == State.LIVE && seen.isBefore(step.position());
    }
}
