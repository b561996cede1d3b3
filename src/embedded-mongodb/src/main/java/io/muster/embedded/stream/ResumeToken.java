package io.muster.embedded.stream;

import java.util.HexFormat;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.KeyWriter;
import io.muster.embedded.bson.Values;
import io.muster.embedded.storage.OplogPosition;
import org.jspecify.annotations.Nullable;

/**
 * A place in a change stream as text that ascends with the events. A high water mark stands for a time: it lies before
 * all events of that time.
 *
 * @param highWaterMark whether this is a time and no event
 * @param invalidate whether this is the {@code invalidate} that follows an event
 */
record ResumeToken(OplogPosition position, boolean highWaterMark, boolean invalidate)
        implements Comparable<ResumeToken> {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    /** MongoDB's tokens begin with the type of a timestamp, so these do. */
    private static final int TIMESTAMP = 0x82;

    private static final int LENGTH = 15;

    static ResumeToken ofEvent(OplogPosition position) {
        return new ResumeToken(position, false, false);
    }

    static ResumeToken ofInvalidate(OplogPosition position) {
        return new ResumeToken(position, false, true);
    }

    static ResumeToken ofTime(long time) {
        return new ResumeToken(new OplogPosition(time, 0), true, false);
    }

    /** @throws CommandException 40647, 9 or 50811 for what is no token */
    static ResumeToken parse(Document token) {
        if (!(token.get("_data") instanceof String text)) {
            throw new CommandException(
                    40647,
                    "Bad resume token: _data of missing or of wrong type. Expected string, got "
                            + token.toString(true));
        }
        byte[] bytes = decode(text);
        if ((bytes[0] & 0xFF) != TIMESTAMP || bytes.length != LENGTH) {
            throw new CommandException(50811, "Unknown type: " + (bytes[0] & 0xFF));
        }
        long time = number(bytes, 1, 8);
        return new ResumeToken(new OplogPosition(time, (int) number(bytes, 10, 4)), bytes[9] == 0, bytes[14] == 1);
    }

    private static byte[] decode(String text) {
        try {
            byte[] bytes = HEX.parseHex(text);
            if (bytes.length > 0) {
                return bytes;
            }
        } catch (IllegalArgumentException notHex) {
            // Answered below, as is the empty text.
        }
        throw new CommandException(9, "resume token string was not a valid hex string");
    }

    private static long number(byte[] bytes, int from, int length) {
        long number = 0;
        for (int i = from; i < from + length; i++) {
            number = (number << 8) | (bytes[i] & 0xFF);
        }
        return number;
    }

    /** The token as events carry it in {@code _id}. */
    Document document() {
        KeyWriter writer = new KeyWriter().addByte(TIMESTAMP).addLong(position.time());
        writer.addByte(highWaterMark ? 0 : 1);
        for (int shift = 24; shift >= 0; shift -= 8) {
            writer.addByte(position.index() >>> shift);
        }
        writer.addByte(invalidate ? 1 : 0);
        return new Document("_data", HEX.formatHex(writer.toBytes()));
    }

    @Override
    public int compareTo(ResumeToken other) {
        int byTime = Long.compareUnsigned(position.time(), other.position.time());
        if (byTime != 0) {
            return byTime;
        } else if (highWaterMark != other.highWaterMark) {
            return highWaterMark ? -1 : 1;
        }
        int byIndex = Integer.compare(position.index(), other.position.index());
        return byIndex != 0 ? byIndex : Boolean.compare(invalidate, other.invalidate);
    }

    /** Whether a value is this token. */
    boolean is(@Nullable Object value) {
        return Values.equal(value, document());
    }
}
