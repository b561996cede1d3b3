package io.muster.embedded.wire;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import org.jspecify.annotations.Nullable;

/** Cuts the stream into messages and reads {@code OP_MSG} and {@code OP_QUERY}; anything else ends the connection. */
final class MessageDecoder extends LengthFieldBasedFrameDecoder {

    static final int OP_QUERY = 2004;
    static final int OP_MSG = 2013;

    private static final int MAX_MESSAGE_BYTES = 48_000_000;
    private static final int CHECKSUM_PRESENT = 1;
    private static final int MORE_TO_COME = 2;
    private static final int CHECKSUM_BYTES = 4;

    MessageDecoder() {
        super(ByteOrder.LITTLE_ENDIAN, MAX_MESSAGE_BYTES, 0, Integer.BYTES, -Integer.BYTES, 0, true);
    }

    @Override
    protected @Nullable Object decode(ChannelHandlerContext context, ByteBuf buffer) throws Exception {
        ByteBuf frame = (ByteBuf) super.decode(context, buffer);
        if (frame == null) {
            return null;
        }
        try {
            frame.skipBytes(Integer.BYTES);
            int id = frame.readIntLE();
            frame.skipBytes(Integer.BYTES);
            int operation = frame.readIntLE();
            if (operation == OP_MSG) {
                return message(id, frame);
            } else if (operation == OP_QUERY) {
                return query(id, frame);
            }
            throw new CorruptedFrameException("operation " + operation + " is not supported");
        } finally {
            frame.release();
        }
    }

    private static WireRequest message(int id, ByteBuf frame) {
        int flags = frame.readIntLE();
        int end = frame.writerIndex() - ((flags & CHECKSUM_PRESENT) == 0 ? 0 : CHECKSUM_BYTES);
        boolean answered = (flags & MORE_TO_COME) == 0;
        try {
            return new WireRequest(id, false, answered, sections(frame, end), Optional.empty());
        } catch (CommandException invalid) {
            return new WireRequest(id, false, answered, new Document(), Optional.of(invalid));
        }
    }

    /** The body, with the document sequences that come beside it put where they belong. */
    private static Document sections(ByteBuf frame, int end) {
        Document body = new Document();
        Document sequences = new Document();
        BsonReader reader = new BsonReader(frame);
        while (frame.readerIndex() < end) {
            byte kind = frame.readByte();
            if (kind == 0) {
                body = reader.document();
            } else if (kind == 1) {
                int last = frame.readerIndex() + frame.readIntLE();
                String name = reader.name();
                List<Document> documents = new ArrayList<>();
                while (frame.readerIndex() < last) {
                    documents.add(reader.document());
                }
                sequences.put(name, documents);
            } else {
                throw new CorruptedFrameException("section of kind " + kind);
            }
        }
        body.putAll(sequences);
        return body;
    }

    private static WireRequest query(int id, ByteBuf frame) {
        frame.skipBytes(Integer.BYTES);
        BsonReader reader = new BsonReader(frame);
        String collection = reader.name();
        frame.skipBytes(2 * Integer.BYTES);
        Document body = reader.document();
        Document command = body.get("$query") instanceof Document wrapped ? wrapped : body;
        command.put("$db", collection.substring(0, Math.max(0, collection.indexOf('.'))));
        return new WireRequest(id, true, true, command, Optional.empty());
    }
}
