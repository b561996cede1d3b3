package io.muster.embedded;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.muster.embedded.command.CommandRunner;
import io.muster.embedded.command.Engine;
import io.muster.embedded.command.Slowness;
import io.muster.embedded.wire.WireServer;

/**
 * A running database. It keeps its data as long as this object lives, also while it does not listen, so that a test
 * can take it away and bring it back. {@link KeptMongo} holds one over live reloads.
 */
public final class EmbeddedMongo implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final Engine engine = new Engine();
    private final CommandRunner runner = new CommandRunner(engine);
    private final ScheduledExecutorService reaper;
    private final String host;
    private final InetSocketAddress address;
    private Optional<WireServer> listener;

    private EmbeddedMongo(String host, InetSocketAddress wanted) {
        WireServer first = new WireServer(runner, wanted);
        this.listener = Optional.of(first);
        this.host = host;
        this.address = new InetSocketAddress(wanted.getAddress(), first.port());
        engine.setAddress(host + ":" + first.port());
        reaper = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "embedded-mongo-reaper");
            thread.setDaemon(true);
            return thread;
        });
        reaper.scheduleWithFixedDelay(engine::reap, 1, 1, TimeUnit.SECONDS);
    }

    /** Starts an empty database on a free port of 127.0.0.1. */
    public static EmbeddedMongo start() {
        return start(0);
    }

    /**
     * Starts an empty database on that port of 127.0.0.1.
     *
     * @throws IllegalStateException if the port is taken
     */
    public static EmbeddedMongo start(int port) {
        return new EmbeddedMongo(LOOPBACK, new InetSocketAddress(LOOPBACK, port));
    }

    /**
     * Starts an empty database for clients on other machines: on that port of every address of this one.
     *
     * @param host the name by which clients reach this machine; drivers connect to what the database calls itself
     * @throws IllegalStateException if the port is taken
     */
    public static EmbeddedMongo start(String host, int port) {
        return new EmbeddedMongo(host, new InetSocketAddress(port));
    }

    /** A connection string for any driver, without a database. */
    public String uri() {
        return uri(host, port());
    }

    /** The connection string of one that listens on that port. */
    public static String uri(int port) {
        return uri(LOOPBACK, port);
    }

    private static String uri(String host, int port) {
        return "mongodb://" + host + ":" + port + "/?replicaSet=rs0";
    }

    /** The port, the same for as long as this object lives. */
    public int port() {
        return address.getPort();
    }

    /** Closes the port and all connections, as if the database's machine were gone. The data stays. */
    public synchronized void stopListening() {
        listener.ifPresent(WireServer::close);
        listener = Optional.empty();
    }

    /** Opens the port again. Transactions that were open still are, until their time is over. */
    public synchronized void listenAgain() {
        if (listener.isEmpty()) {
            listener = Optional.of(new WireServer(runner, address));
        }
    }

    /**
     * Limits how many changes are kept for change streams, 100 000 unless told otherwise. What is more is forgotten at
     * once, and a stream that stands there is told so, as by an oplog that has rolled over.
     */
    public void limitHistory(int changes) {
        engine.store().limitHistory(changes);
    }

    /** Makes it as slow as that from now on; {@link Slowness#NONE} makes it fast again. */
    public void slowDown(Slowness slowness) {
        engine.slowDown(slowness);
    }

    /** Stops for good; the data is gone. */
    @Override
    public void close() {
        reaper.shutdownNow();
        stopListening();
    }
}
