package io.muster.event;

import java.util.Map;

/**
 * Why a command was not carried out.
 *
 * @param facts what the answer says besides, by its name in JSON: {@code role}, {@code capacity}, {@code taken}, …
 */
public record Refusal(Reason reason, Map<String, Object> facts) {

    /** The closed list of reasons; each is the contract's {@code code} of the same name. */
    public enum Reason {
        EVENT_NOT_FOUND,
        EVENT_CLOSED,
        /** {@code role}: the one the person is in. */
        ALREADY_ACCEPTED,
        BARRED,
        ROLE_NOT_FOUND,
        /** {@code role}, {@code capacity}, {@code taken}, {@code version}. */
        CAPACITY_FULL,
        IDEMPOTENCY_KEY_REUSED,
        /** {@code status}. */
        WRONG_STATUS,
        /** {@code role}, {@code taken}, {@code count}. */
        CAPACITY_BELOW_TAKEN,
        VERSION_STALE,
        STAFF_NOT_FOUND,
        REPAIR_STALE
    }

    public Refusal {
        facts = Map.copyOf(facts);
    }

    public static Refusal of(Reason reason) {
        return new Refusal(reason, Map.of());
    }
}
