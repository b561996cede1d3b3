package io.muster.embedded.bson;

import de.bwaldvogel.mongo.bson.Document;

/** A refusal as MongoDB words it: a numeric code, the code's name, a message, and fields some codes add. */
public final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final transient Document details;

    /** An error that carries nothing but code and message. */
    public CommandException(int code, String message) {
        this(code, message, new Document());
    }

    /**
     * @param details further fields of the answer, such as {@code keyPattern} of a duplicate key
     */
    public CommandException(int code, String message, Document details) {
        super(message, null, false, false);
        this.code = code;
        this.details = details;
    }

    /** MongoDB's number for this error, for example 11000. */
    public int code() {
        return code;
    }

    /** MongoDB's name for {@link #code()}, {@code Location<code>} where it has none. */
    public String codeName() {
        return ErrorNames.of(code);
    }

    /** The message, never null. */
    public String text() {
        String message = getMessage();
        return message == null ? codeName() : message;
    }

    /** The error as the fields of a command's answer, without {@code ok} and labels. */
    public Document asAnswer() {
        return new Document("errmsg", text())
                .append("code", code)
                .append("codeName", codeName())
                .appendAll(details);
    }

    /** The error as one entry of {@code writeErrors}: MongoDB 4.2 leaves the name of the code out there. */
    public Document asWriteError(int index) {
        return new Document("index", index)
                .append("code", code)
                .appendAll(details)
                .append("errmsg", text());
    }
}
