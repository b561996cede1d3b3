package io.muster.respond.people;

/** The firm would be without a manager. */
public final class LastManagerException extends RuntimeException {
    LastManagerException() {
        super("the last manager stays", null, false, false);
    }
}
