package io.muster.testing.database;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.bson.BsonBinaryReader;

/** One connection through a {@link MongoProxy}: whole messages in both directions. */
final class ProxiedConnection {
    private static final int OP_MSG = 2013;
    private static final int HEADER_BYTES = 16;

    private final MongoProxy proxy;
    private final Socket client;
    private final Socket server;
    /** The requests whose answer must not get through. */
    private final Set<Integer> unanswered = ConcurrentHashMap.newKeySet();

    ProxiedConnection(MongoProxy proxy, Socket client, Socket server) {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
    }

    void start() throws IOException {
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        MongoProxy.thread("mongo-proxy-in", () -> pump(client, server, this::request));
        MongoProxy.thread("mongo-proxy-out", () -> pump(server, client, this::answer));
    }

    /** Whether the message may go on; throws where the connection has to break. */
    private interface Gate {
        boolean passes(ByteBuffer message) throws IOException, InterruptedException;
    }

    private void pump(Socket from, Socket to, Gate gate) {
        try {
            DataInputStream in = new DataInputStream(from.getInputStream());
            OutputStream out = to.getOutputStream();
            for (ByteBuffer message = read(in); gate.passes(message); message = read(in)) {
                out.write(message.array());
                out.flush();
            }
        } catch (IOException ended) {
            // Either side hung up: so does the other.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    private static ByteBuffer read(DataInputStream in) throws IOException {
        int size = Integer.reverseBytes(in.readInt());
        ByteBuffer message = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        message.putInt(size);
        in.readFully(message.array(), 4, size - 4);
        return message;
    }

    private boolean request(ByteBuffer message) throws InterruptedException {
        awaitThaw();
        // Not a wait for something: this is how slow the database is.
        TimeUnit.MILLISECONDS.sleep(proxy.delay().toMillis());
        Optional<MongoProxy.Fault> fault = commandOf(message).flatMap(proxy::faultOf);
        if (fault.isEmpty()) {
            return true;
        }
        switch (fault.get()) {
            case CUT_BEFORE:
                return false;
            case CUT_AFTER:
                unanswered.add(message.getInt(4));
                return true;
            default:
                return proxy.hold(this::isHungUp);
        }
    }

    private boolean answer(ByteBuffer message) throws InterruptedException {
        awaitThaw();
        return !unanswered.contains(message.getInt(8));
    }

    private void awaitThaw() throws InterruptedException {
        while (proxy.isFrozen() && !client.isClosed()) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    /** Whether the sender is gone: it sends nothing while it waits for an answer, so only its end can be read. */
    private boolean isHungUp() {
        if (client.isClosed()) {
            return true;
        }
        try {
            client.setSoTimeout(10);
            return client.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException stillThere) {
            return false;
        } catch (IOException gone) {
            return true;
        } finally {
            restoreTimeout();
        }
    }

    private void restoreTimeout() {
        try {
            client.setSoTimeout(0);
        } catch (IOException gone) {
            // The next read says so.
        }
    }

    /** The name of the command in a message; empty for the old protocol, which the handshake may use. */
    private static Optional<String> commandOf(ByteBuffer message) {
        if (message.getInt(12) != OP_MSG || message.get(HEADER_BYTES + 4) != 0) {
            return Optional.empty();
        }
        ByteBuffer body = message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        body.position(HEADER_BYTES + 5);
        try (BsonBinaryReader reader = new BsonBinaryReader(body.slice().order(ByteOrder.LITTLE_ENDIAN))) {
            reader.readStartDocument();
            reader.readBsonType();
            return Optional.of(reader.readName());
        }
    }

    void close() {
        close(client);
        close(server);
        proxy.ended(this);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
