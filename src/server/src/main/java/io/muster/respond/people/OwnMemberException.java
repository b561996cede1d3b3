package io.muster.respond.people;

/** Nobody blocks oneself: nobody might be left who could undo it. */
public final class OwnMemberException extends RuntimeException {
    OwnMemberException() {
        super("nobody blocks oneself", null, false, false);
    }
}
