package io.muster.store.people;

/** Another member of the firm has this userKey or this e-mail address. */
public final class MemberExistsException extends RuntimeException {
    public MemberExistsException(Throwable cause) {
        super("a member like this exists", cause, false, false);
    }
}
