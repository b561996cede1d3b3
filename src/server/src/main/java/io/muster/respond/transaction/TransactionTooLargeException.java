package io.muster.respond.transaction;

/** The commands of a transaction are better decided in smaller ones: the batch is halved. */
public final class TransactionTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private TransactionTooLargeException(String message) {
        super(message, null, false, false);
    }

    /** A command makes so many lines that it is to be a batch of its own. */
    public static TransactionTooLargeException ofManyLines() {
        return new TransactionTooLargeException("a command makes many lines");
    }

    /** It has met others at the fences again and again. Fewer people pass fewer of them. */
    public static TransactionTooLargeException atTheFences() {
        return new TransactionTooLargeException("others were met at the fences");
    }
}
