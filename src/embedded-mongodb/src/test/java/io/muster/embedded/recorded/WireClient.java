package io.muster.embedded.recorded;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/** One connection that sends commands exactly as they are given, without sessions and retries of a driver. */
final class WireClient implements AutoCloseable {

    private static final int OP_MSG = 2013;
    private static final int HEADER = 16;
    private static final int FLAGS_AND_KIND = 5;
    private static final int LONGEST_WAIT_MILLIS = 15_000;

    private final Socket socket;
    private int lastRequest;

    WireClient(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(LONGEST_WAIT_MILLIS);
    }

    /** The answer; if the server closes the connection instead, what the recording writes for that. */
    BsonDocument send(BsonDocument command) {
        try {
            write(command);
            return read();
        } catch (EOFException | SocketException closed) {
            return new BsonDocument("<network error>", new BsonString("connection closed by server"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void write(BsonDocument command) throws IOException {
        BasicOutputBuffer body = new BasicOutputBuffer();
        try (BsonBinaryWriter writer = new BsonBinaryWriter(body)) {
            new BsonDocumentCodec()
                    .encode(writer, command, EncoderContext.builder().build());
        }
        ByteBuffer message =
                ByteBuffer.allocate(HEADER + FLAGS_AND_KIND + body.size()).order(ByteOrder.LITTLE_ENDIAN);
        message.putInt(message.capacity()).putInt(++lastRequest).putInt(0).putInt(OP_MSG);
        message.putInt(0).put((byte) 0).put(body.toByteArray());
        socket.getOutputStream().write(message.array());
        socket.getOutputStream().flush();
    }

    private BsonDocument read() throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        int length = Integer.reverseBytes(in.readInt());
        byte[] rest = new byte[length - Integer.BYTES];
        in.readFully(rest);
        int from = HEADER - Integer.BYTES + FLAGS_AND_KIND;
        ByteBuffer body = ByteBuffer.wrap(rest, from, rest.length - from).slice();
        try (BsonBinaryReader reader = new BsonBinaryReader(body)) {
            return new BsonDocumentCodec()
                    .decode(reader, DecoderContext.builder().build());
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
