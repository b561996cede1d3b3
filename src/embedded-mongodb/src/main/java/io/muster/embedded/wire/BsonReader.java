package io.muster.embedded.wire;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import io.muster.embedded.bson.CommandException;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads BSON. The library's own reader closes the connection at a document over 16 MiB, which MongoDB answers with an
 * error, and takes a map for every array.
 */
final class BsonReader {

    private static final int INVALID_BSON = 22;
    private static final int DEEPEST = 200;

    private final ByteBuf in;

    BsonReader(ByteBuf in) {
        this.in = in;
    }

    /** @throws CommandException 22 if this is no BSON */
    Document document() {
        try {
            return document(0);
        } catch (IndexOutOfBoundsException short_) {
            throw invalid("the message ends too early");
        }
    }

    private Document document(int depth) {
        if (depth > DEEPEST) {
            throw invalid("nested too deep");
        }
        Document document = new Document();
        int end = end();
        while (true) {
            byte type = in.readByte();
            if (type == 0) {
                requireEnd(end);
                return document;
            }
            String name = name();
            document.put(name, value(type, depth));
        }
    }

    private List<@Nullable Object> array(int depth) {
        List<@Nullable Object> array = new ArrayList<>();
        int end = end();
        while (true) {
            byte type = in.readByte();
            if (type == 0) {
                requireEnd(end);
                return array;
            }
            in.skipBytes(nameLength() + 1);
            array.add(value(type, depth));
        }
    }

    private int end() {
        int start = in.readerIndex();
        return start + in.readIntLE();
    }

    private void requireEnd(int end) {
        if (in.readerIndex() != end) {
            throw invalid("a document has another length than it says");
        }
    }

    private @Nullable Object value(byte type, int depth) {
        return switch (type) {
            case 0x01 -> in.readDoubleLE();
            case 0x02, 0x0E -> string();
            case 0x03 -> document(depth + 1);
            case 0x04 -> array(depth + 1);
            case 0x05 -> binary();
            case 0x06, 0x0A -> null;
            case 0x07 -> new ObjectId(bytes(12));
            case 0x08 -> in.readByte() != 0;
            case 0x09 -> Instant.ofEpochMilli(in.readLongLE());
            case 0x0B -> new BsonRegularExpression(name(), name());
            case 0x0D -> new BsonJavaScript(string());
            case 0x10 -> in.readIntLE();
            case 0x11 -> new BsonTimestamp(in.readLongLE());
            case 0x12 -> in.readLongLE();
            case 0x13 -> new Decimal128(in.readLongLE(), in.readLongLE());
            case 0x7F -> MaxKey.getInstance();
            case -1 -> MinKey.getInstance();
            default -> throw invalid("unknown type " + type);
        };
    }

    private String string() {
        int length = in.readIntLE();
        if (length < 1 || length > in.readableBytes()) {
            throw invalid("a string has an impossible length");
        }
        String text = in.toString(in.readerIndex(), length - 1, StandardCharsets.UTF_8);
        in.skipBytes(length);
        return text;
    }

    /** A string that ends at its first zero. */
    String name() {
        int length = nameLength();
        String name = in.toString(in.readerIndex(), length, StandardCharsets.UTF_8);
        in.skipBytes(length + 1);
        return name;
    }

    private int nameLength() {
        int length = in.bytesBefore((byte) 0);
        if (length < 0) {
            throw invalid("a name does not end");
        }
        return length;
    }

    /** Binary data; of the subtypes only those of UUIDs are kept. */
    private Object binary() {
        int length = in.readIntLE();
        byte subtype = in.readByte();
        if (length < 0 || length > in.readableBytes()) {
            throw invalid("binary data has an impossible length");
        } else if (subtype == 4 && length == 16) {
            return new UUID(in.readLong(), in.readLong());
        } else if (subtype == 3 && length == 16) {
            return new LegacyUUID(in.readLongLE(), in.readLongLE());
        }
        return new BinData(bytes(length));
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        in.readBytes(bytes);
        return bytes;
    }

    private static CommandException invalid(String why) {
        return new CommandException(INVALID_BSON, "invalid BSON: " + why);
    }
}
