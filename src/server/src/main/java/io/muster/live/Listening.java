package io.muster.live;

import java.util.Optional;
import java.util.Set;

import io.muster.event.AudienceKeys;
import io.muster.identity.Caller;
import io.muster.live.step.LiveLoop;

/** A subscriber with its topics and the position it has been sent up to. Used on the {@link LiveLoop} only. */
final class Listening {
    private static final String MANAGER = "manager:";

    private final Subscriber subscriber;
    private final Caller caller;
    private final String rights;
    private final Set<String> topics;
    private State state = State.CATCHING_UP;
    private LastEventId seen;

    private enum State {
        CATCHING_UP,
        LIVE,
        LEFT
    }

    /** @param seen what it has seen already */
    Listening(Subscriber subscriber, LastEventId seen) {
        this.subscriber = subscriber;
        this.caller = subscriber.caller();
        this.rights = subscriber.rights();
        this.topics = caller.managerId()
                .map(managerId -> Set.of(ofManager(managerId)))
                .orElseGet(() -> AudienceKeys.allOf(caller));
        this.seen = seen;
    }

    /** The topic of a manager's own events. */
    static String ofManager(String managerId) {
        return MANAGER + managerId;
    }

    Subscriber subscriber() {
        return subscriber;
    }

    /** As it was when it joined. */
    Caller caller() {
        return caller;
    }

    /** An id of one of its frames. */
    String bound(String id) {
        return LastEventId.bound(id, rights);
    }

    /** Whether an id is one that it was sent with the rights it has. */
    boolean isBound(String id) {
        return LastEventId.rights(id).equals(rights);
    }

    /** Its topics: a manager's own events, or the keys of audiences for staff. */
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

    LastEventId seen() {
        return seen;
    }

    void seen(LastEventId point) {
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

    /** Whether it receives some of a run as it happens. */
    boolean isToldOf(StepRun run) {
        return state == State.LIVE && seen.isBefore(run.last().position());
    }
}
