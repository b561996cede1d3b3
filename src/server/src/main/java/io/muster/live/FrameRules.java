package io.muster.live;

import java.util.List;
import java.util.Optional;

import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventPatch;
import io.muster.event.EventStatus;
import io.muster.event.StaffEntry;
import io.muster.event.Visibility;
import io.muster.event.journal.JournalEntry;
import io.muster.identity.Caller;
import io.muster.live.Notice.Reason;
import io.muster.live.Notice.Receiver;
import io.muster.live.Notice.Type;
import io.muster.live.step.Step;

/**
 * Who receives which frames of a step (the contract, docs/api.md#frame-data and docs/api.md#frame-visibility). A manager
 * receives all steps of an own event; staff receive the steps of what they see.
 */
public final class FrameRules {
    private static final List<Notice> NOTHING = List.of();
    private static final Notice FULFILLED_TO_STAFF = following(Type.FULFILLED, Receiver.Staff.ANYBODY);

    private FrameRules() {}

    /** The frames for a manager of the event: each step, whatever the event's status. */
    public static List<Notice> ofManager(Step step, boolean readOnly) {
        Receiver manager = new Receiver.Manager(readOnly);
        Notice told = stepping(type(step.line()), manager);
        return becameFull(step) ? List.of(told, following(Type.FULFILLED, manager)) : List.of(told);
    }

    /**
     * The frames for a staff member.
     *
     * @param responseBefore the caller's own response before the step
     * @param responseAfter the caller's own response after it
     */
    public static List<Notice> ofStaff(
            Step step, Caller caller, Optional<StaffEntry> responseBefore, Optional<StaffEntry> responseAfter) {
        boolean before = step.headBefore()
                .filter(head -> sees(caller, head, step.statusBefore(), responseBefore))
                .isPresent();
        boolean after = isVisibilityUntouched(step, responseBefore, responseAfter)
                ? before
                : sees(caller, step.head(), step.line().after().status(), responseAfter);
        if (!before && !after) {
            return NOTHING;
        }
        boolean concerned = isAbout(step, caller);
        if (!after) {
            return visibilityEnds(step, caller, concerned, responseAfter);
        }
        Notice told = before
                ? goesOn(step, caller, concerned, responseAfter)
                : stepping(Type.CREATED, withOwn(step, false, caller, responseAfter));
        return becameFull(step) ? List.of(told, FULFILLED_TO_STAFF) : List.of(told);
    }

    private static boolean sees(Caller caller, Event head, EventStatus status, Optional<StaffEntry> response) {
        return !head.deleted()
                && Visibility.of(
                        caller,
                        head.managerId(),
                        status,
                        head.audience(),
                        response.filter(entry -> entry.response().keepsSight()).isPresent(),
                        head.barred().contains(caller.userKey()));
    }

    /** Most steps are other people's responses, for which visibility before and after is the same. */
    private static boolean isVisibilityUntouched(
            Step step, Optional<StaffEntry> responseBefore, Optional<StaffEntry> responseAfter) {
        return step.line().isOfPeopleAlone()
                && responseBefore.equals(responseAfter)
                && step.headBefore().filter(head -> head == step.head()).isPresent();
    }

    private static boolean isAbout(Step step, Caller caller) {
        return step.line().userKey().filter(caller.userKey()::equals).isPresent();
    }

    /**
     * A person whose own response ends the visibility receives the response first; that frame represents the version.
     */
    private static List<Notice> visibilityEnds(
            Step step, Caller caller, boolean concerned, Optional<StaffEntry> responseAfter) {
        Optional<Reason> reason = Optional.of(reason(step, caller, concerned));
        if (concerned && step.line().isOfPeopleAlone()) {
            return List.of(
                    stepping(type(step.line()), withOwn(step, true, caller, responseAfter)),
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

    private static Notice goesOn(Step step, Caller caller, boolean concerned, Optional<StaffEntry> responseAfter) {
        Type type = type(step.line());
        if (type.isAboutPerson() && !concerned) {
            return stepping(type, Receiver.Staff.ANYBODY);
        }
        return stepping(type, withOwn(step, type.isAboutPerson(), caller, responseAfter));
    }

    private static Receiver.Staff withOwn(Step step, boolean concerned, Caller caller, Optional<StaffEntry> response) {
        return new Receiver.Staff(
                concerned,
                response.map(entry -> new Step.Named(entry, caller.profile())),
                step.head().opensAt(caller),
                opensOtherwise(step, caller));
    }

    /** The head before a step may have the fields of the step already, and never its audience. */
    private static boolean opensOtherwise(Step step, Caller caller) {
        EventPatch patch = step.line().change().patch();
        boolean forOthers = patch.fields().containsKey(EventField.OPENS_AT);
        if (!forOthers && patch.audience().waves().isEmpty()) {
            return false;
        }
        Event after = step.head();
        return (forOthers && !after.audience().isInAWave(caller))
                || step.headBefore()
                        .filter(before -> !before.opensAt(caller).equals(after.opensAt(caller)))
                        .isPresent();
    }

    /**
     * Whether it leaves what others than one person may see as it was. Whoever of the others sees the event receives the figures
     * alone.
     */
    static boolean isAboutOnePerson(Step step) {
        return type(step.line()).isAboutPerson();
    }

    /** Whether a second frame says that the event is full. */
    static boolean becameFull(Step step) {
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
            case REOPENED -> Type.REOPENED;
            case DELETED -> Type.DELETED;
            case ACCEPTED, STANDBY, DECLINED, PROMOTED -> Type.RESPONSE;
            case ASSIGNED -> Type.ASSIGNED;
            case MOVED -> Type.MOVED;
            case CONFIRMED -> Type.CONFIRMED;
            case REKEYED -> Type.REKEYED;
            case REMOVED, REFUSED -> Type.REMOVED;
            // A repair removes a person, keeps one of several entries of a person, or rebuilds the figures alone.
            case REPAIRED -> line.userKey().isPresent() && line.entry().isEmpty() ? Type.REMOVED : Type.UPDATED;
            // Whoever shows the event's people has to read them anew.
            case ERASED -> Type.UPDATED;
        };
    }
}
