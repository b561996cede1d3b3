package io.muster.event;

import java.util.Map;

/**
 * The reason why a command was refused.
 *
 * @param facts further members of the answer, by their names in JSON: {@code role}, {@code capacity}, {@code taken}, …; a time is a
 *     {@link java.time.ZonedDateTime} in the event's zone
 */
public record Refusal(Reason reason, Map<String, Object> facts) {

    /** The closed list of reasons; each is the contract's {@code code} of the same name (docs/api.md#codes). */
    public enum Reason {
        EVENT_NOT_FOUND,
        EVENT_CLOSED,
        /** {@code role}: the one the person has accepted. */
        ALREADY_ACCEPTED,
        BARRED,
        ROLE_NOT_FOUND,
        /** {@code role}, {@code capacity}, {@code taken}, {@code version}; of a role with a waitlist {@code waitlist}. */
        CAPACITY_FULL,
        /** {@code role}. */
        APPROVAL_REQUIRED,
        /** {@code role}, {@code length}, {@code max}. */
        STANDBY_FULL,
        /** {@code opensAt}. */
        NOT_OPEN_YET,
        /** {@code contact_name} and {@code contact_phone}, where the event has them. */
        WITHDRAW_CLOSED,
        /** A confirmation by who is not in. */
        NOT_ACCEPTED,
        /** {@code version}. Times or place changed after the version that the person confirms. */
        CHANGED_SINCE,
        /** The manager has refused the person's request. */
        REFUSED,
        /** {@code missing}: the names of the qualifications that the person lacks. */
        NOT_QUALIFIED,
        /** {@code conflict}: the first place of the person that comes too near, {@code eventId} and fields of its event. */
        TIME_CONFLICT,
        /** The firm of the event is erasing the person. */
        ERASURE_RUNNING,
        IDEMPOTENCY_KEY_REUSED,
        /** {@code status}. */
        WRONG_STATUS,
        /** {@code role}, {@code taken}, {@code count}, and {@code over}: a list of {@code userKey} and {@code role}. */
        CAPACITY_BELOW_TAKEN,
        VERSION_STALE,
        STAFF_NOT_FOUND,
        /** Nobody of the event's lists, and no member of its firm who has no account and is not blocked. */
        PERSON_UNKNOWN,
        /** It would have made more lines than one command may. */
        TOO_MANY_CHANGES,
        TOO_MANY_BARRED,
        /** A version of the service that runs beside this one could not read it. */
        NOT_YET_AVAILABLE,
        REPAIR_STALE
    }

    public Refusal {
        facts = Map.copyOf(facts);
    }

    public static Refusal of(Reason reason) {
        return new Refusal(reason, Map.of());
    }
}
