package io.muster.store.schema;

/** The database's schema number is beyond what this process knows: it cannot read all that is stored. */
public final class UnknownSchemaException extends RuntimeException {
    UnknownSchemaException(int number, int known) {
        super(
                "the database has schema number " + number + ", and this version knows none above " + known
                        + ": use a newer version",
                null,
                false,
                false);
    }

    /** @throws UnknownSchemaException if a process that knows so much does not know the number */
    public static void check(int number, int known) {
        if (number > known) {
            throw new UnknownSchemaException(number, known);
        }
    }
}
