package io.muster.embedded;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.muster.embedded.command.CommandRunner;
import io.muster.embedded.command.Engine;
import io.muster.embedded.wire.Listener;

/**
 * A running database. It keeps its data as long as this object lives, also while it does not listen, so that a test
 * can take it away and bring it back. {@link KeptMongo} holds one over live reloads.
 */
public final class EmbeddedMongo implements AutoCloseable {

    private final Engine engine = new Engine();
    private final CommandRunner runner = new CommandRunner(engine);
    private final ScheduledExecutorService reaper;
    private final int port;
    private Optional<Listener> listener;

    private EmbeddedMongo(int wantedPort) {
        Listener first = new Listener(runner, wantedPort);
        listener = Optional.of(first);
        port = first.port();
        engine.setAddress("127.0.0.1:" + port);
        reaper = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "embedded-mongo-reaper");
            thread.setDaemon(true);
            return thread;
        });
        reaper.scheduleWithFixedDelay(engine::reap, 1, 1, TimeUnit.SECONDS);
    }

    /** Starts an empty database on a free port of 127.0.0.1. */
    public static EmbeddedMongo start() {
        return new EmbeddedMongo(0);
    }

    /**
     * Starts an empty database on that port of 127.0.0.1.
     *
     * @throws IllegalStateException if the port is taken
     */
    public static EmbeddedMongo start(int port) {
        return new EmbeddedMongo(port);
    }

    /** A connection string for any driver, without a database. */
    public String uri() {
        return uri(port);
    }

    /** The connection string of one that listens on that port. */
    public static String uri(int port) {
        return "mongodb://127.0.0.1:" + port + "/?replicaSet=rs0";
    }

    /** The port, the same for as long as this object lives. */
    public int port() {
        return port;
    }

    /** Closes the port and all connections, as if the database's machine were gone. The data stays. */
    public synchronized void stopListening() {
        listener.ifPresent(Listener::close);
        listener = Optional.empty();
    }

    /** Opens the port again. Transactions that were open still are, until their time is over. */
    public synchronized void listenAgain() {
        if (listener.isEmpty()) {
            listener = Optional.of(new Listener(runner, port));
        }
    }

    /**
     * Limits how many changes are kept for change streams, 100 000 unless told otherwise. What is more is forgotten at
     * once, and a stream that stands there is told so, as by an oplog that has rolled over.
     */
    public void limitHistory(int changes) {
        engine.store().limitHistory(changes);
    }

    /** Stops for good; the data is gone. */
    @Override
    public void close() {
        reaper.shutdownNow();
        stopListening();
    }
}
