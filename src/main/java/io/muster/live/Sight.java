package io.muster.live;

import java.util.List;
import java.util.Optional;

import io.muster.event.Event;
import io.muster.event.EventStatus;
import io.muster.event.JournalEntry;
import io.muster.event.Response;
import io.muster.event.StaffEntry;
import io.muster.event.Visibility;
import io.muster.identity.Caller;
import io.muster.live.Notice.Reason;
import io.muster.live.Notice.Receiver;
import io.muster.live.Notice.Type;

/** Who is told what of a step (the contract's sections 2 and 4). Managers are told all; staff, what they see. */
public final class Sight {
    private static final List<Notice> NOTHING = List.of();
    private static final Notice FULFILLED_TO_STAFF = following(Type.FULFILLED, Receiver.Staff.ANYBODY);

    private Sight() {}

    /** What a manager of the event is told: each step, whatever the event's status. */
    public static List<Notice> ofManager(Step step, boolean readOnly) {
        Receiver manager = new Receiver.Manager(readOnly);
        Notice told = stepping(type(step.line()), manager);
        return becameFull(step) ? List.of(told, following(Type.FULFILLED, manager)) : List.of(told);
    }

    /**
     * What one of the staff is told.
     *
     * @param standingBefore the caller's own response before the step
     * @param standingAfter the caller's own response after it
     */
    public static List<Notice> ofStaff(
            Step step, Caller caller, Optional<StaffEntry> standingBefore, Optional<StaffEntry> standingAfter) {
        boolean before = step.headBefore()
                .filter(head -> sees(caller, head, step.statusBefore(), standingBefore))
                .isPresent();
        boolean after = isSightUntouched(step, standingBefore, standingAfter)
                ? before
                : sees(caller, step.head(), step.line().after().status(), standingAfter);
        if (!before && !after) {
            return NOTHING;
        }
        boolean concerned = isAbout(step, caller);
        if (!after) {
            return sightEnds(step, caller, concerned, standingAfter);
        }
        Notice told = before
                ? goesOn(step, caller, concerned, standingAfter)
                : stepping(Type.CREATED, withOwn(false, caller, standingAfter));
        return becameFull(step) ? List.of(told, FULFILLED_TO_STAFF) : List.of(told);
    }

    private static boolean sees(Caller caller, Event head, EventStatus status, Optional<StaffEntry> standing) {
        return !head.deleted()
                && Visibility.of(
                        caller,
                        head.managerId(),
                        status,
                        head.audience(),
                        standing.filter(entry -> entry.response() == Response.ACCEPT)
                                .isPresent(),
                        head.barred().contains(caller.userKey()));
    }

    /** Most steps are other people's responses; then one look is enough. */
    private static boolean isSightUntouched(
            Step step, Optional<StaffEntry> standingBefore, Optional<StaffEntry> standingAfter) {
        return step.line().kind().isResponse()
                && standingBefore.equals(standingAfter)
                && step.headBefore().filter(head -> head == step.head()).isPresent();
    }

    private static boolean isAbout(Step step, Caller caller) {
        return step.line().userKey().filter(caller.userKey()::equals).isPresent();
    }

    /** Who responded so that the event is out of sight is told of the response first, which then stands for the version. */
    private static List<Notice> sightEnds(
            Step step, Caller caller, boolean concerned, Optional<StaffEntry> standingAfter) {
        Optional<Reason> reason = Optional.of(reason(step, caller, concerned));
        if (concerned && step.line().kind().isResponse()) {
            return List.of(
                    stepping(Type.RESPONSE, withOwn(true, caller, standingAfter)),
                    new Notice(Type.HIDDEN, false, Receiver.Staff.ANYBODY, reason));
        }
        return List.of(new Notice(Type.HIDDEN, true, Receiver.Staff.ANYBODY, reason));
    }

    private static Reason reason(Step step, Caller caller, boolean concerned) {
        if (step.head().deleted()) {
            return Reason.DELETED;
        }
        boolean takenOut = concerned && type(step.line()) == Type.REMOVED;
        if (takenOut || step.head().barred().contains(caller.userKey())) {
            return Reason.REMOVED;
        }
        return step.line().after().status() == EventStatus.DRAFT ? Reason.UNPUBLISHED : Reason.AUDIENCE;
    }

    private static Notice goesOn(Step step, Caller caller, boolean concerned, Optional<StaffEntry> standingAfter) {
        Type type = type(step.line());
        boolean tellsOfAPerson = type == Type.RESPONSE || type == Type.REMOVED;
        if (tellsOfAPerson && !concerned) {
            return stepping(type, Receiver.Staff.ANYBODY);
        }
        return stepping(type, withOwn(tellsOfAPerson, caller, standingAfter));
    }

    private static Receiver.Staff withOwn(boolean concerned, Caller caller, Optional<StaffEntry> standing) {
        return new Receiver.Staff(concerned, standing.map(entry -> new Step.Named(entry, caller.profile())));
    }

    private static boolean becameFull(Step step) {
        return step.line().after().status() == EventStatus.FULFILLED
                && step.statusBefore() != EventStatus.FULFILLED
                && !step.head().deleted();
    }

    private static Notice stepping(Type type, Receiver receiver) {
        return new Notice(type, true, receiver, Optional.empty());
    }

    private static Notice following(Type type, Receiver receiver) {
        return new Notice(type, false, receiver, Optional.empty());
    }

    private static Type type(JournalEntry line) {
        return switch (line.kind()) {
            case CREATED -> Type.CREATED;
            case UPDATED -> Type.UPDATED;
            case PUBLISHED -> Type.PUBLISHED;
            case UNPUBLISHED -> Type.UNPUBLISHED;
            case CANCELLED -> Type.CANCELED;
            case COMPLETED -> Type.COMPLETED;
            case DELETED -> Type.DELETED;
            case ACCEPTED, DECLINED -> Type.RESPONSE;
            case REMOVED -> Type.REMOVED;
            // A repair takes somebody out, or leaves somebody who stood twice where the person was, or is of figures
            // alone.
            case REPAIRED -> line.userKey().isPresent() && line.entry().isEmpty() ? Type.REMOVED : Type.UPDATED;
        };
    }
}
