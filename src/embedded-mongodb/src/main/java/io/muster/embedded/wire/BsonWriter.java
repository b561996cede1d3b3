package io.muster.embedded.wire;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;

import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

/** Writes BSON: documents, arrays and strings itself, which is nearly all of it, and the rest by the library. */
final class BsonWriter {

    private static final byte STRING = 0x02;
    private static final byte DOCUMENT = 0x03;
    private static final byte ARRAY = 0x04;

    private final ByteBuf out;

    BsonWriter(ByteBuf out) {
        this.out = out;
    }

    void document(Map<?, ?> document) {
        int start = out.writerIndex();
        out.writeIntLE(0);
        for (Map.Entry<?, ?> entry : document.entrySet()) {
            element((String) entry.getKey(), entry.getValue());
        }
        finish(start);
    }

    private void array(Collection<?> array) {
        int start = out.writerIndex();
        out.writeIntLE(0);
        int index = 0;
        for (Object element : array) {
            element(Integer.toString(index++), element);
        }
        finish(start);
    }

    private void finish(int start) {
        out.writeByte(0);
        out.setIntLE(start, out.writerIndex() - start);
    }

    private void element(String name, @Nullable Object value) {
        if (value instanceof String text) {
            begin(STRING, name);
            int start = out.writerIndex();
            out.writeIntLE(0);
            int length = ByteBufUtil.writeUtf8(out, text);
            out.writeByte(0);
            out.setIntLE(start, length + 1);
        } else if (value instanceof Map<?, ?> document) {
            begin(DOCUMENT, name);
            document(document);
        } else if (value instanceof Collection<?> array) {
            begin(ARRAY, name);
            array(array);
        } else {
            byte type = BsonEncoder.determineType(value);
            begin(type, name);
            BsonEncoder.encodeValue(type, value, out);
        }
    }

    private void begin(byte type, String name) {
        out.writeByte(type);
        out.writeCharSequence(name, StandardCharsets.UTF_8);
        out.writeByte(0);
    }
}
