package io.muster.embedded.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToByteEncoder;

/** Writes an answer in the form the request came in: {@code OP_MSG}, or {@code OP_REPLY} to an {@code OP_QUERY}. */
final class MessageEncoder extends MessageToByteEncoder<WireAnswer> {

    private static final int OP_REPLY = 1;

    private int lastId;

    @Override
    protected void encode(ChannelHandlerContext context, WireAnswer answer, ByteBuf out) {
        int start = out.writerIndex();
        out.writeIntLE(0).writeIntLE(++lastId).writeIntLE(answer.request().id());
        if (answer.request().legacy()) {
            // Flags, no cursor, from the first document on, one document.
            out.writeIntLE(OP_REPLY).writeIntLE(0).writeLongLE(0).writeIntLE(0).writeIntLE(1);
        } else {
            out.writeIntLE(MessageDecoder.OP_MSG).writeIntLE(0).writeByte(0);
        }
        new BsonWriter(out).document(answer.body());
        out.setIntLE(start, out.writerIndex() - start);
    }
}
