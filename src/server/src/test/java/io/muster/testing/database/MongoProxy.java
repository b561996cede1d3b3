package io.muster.testing.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

import com.mongodb.ConnectionString;

/**
 * The line between a service and its database, in the test's hand: it can be cut at a chosen command, before the database
 * hears of it or after it has carried it out, held, and taken away altogether. It works with any database that speaks the
 * wire protocol without compression and TLS, so no fail points are needed.
 */
public final class MongoProxy implements AutoCloseable {
    /** What happens at a command. */
    public enum Fault {
        /** The connection breaks and the database never sees the command. */
        CUT_BEFORE,
        /** The database carries it out; the connection breaks instead of answering. */
        CUT_AFTER,
        /** The command waits until {@link #release()} or until its sender is gone; then the database never sees it. */
        HOLD
    }

    private record Rule(String command, Fault fault, AtomicInteger times) {}

    private final ConnectionString upstream;
    private final ServerSocket listener;
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Rule> rule = new AtomicReference<>(new Rule("", Fault.HOLD, new AtomicInteger()));
    private final AtomicInteger struck = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger holding = new AtomicInteger();
    private final Map<String, Integer> seen = new ConcurrentHashMap<>();
    private volatile CountDownLatch held = new CountDownLatch(1);
    private volatile boolean away;
    private volatile boolean frozen;
    private volatile Duration delay = Duration.ZERO;

    /** Stands before the first host of this address. */
    public MongoProxy(String mongoUri) {
        upstream = new ConnectionString(mongoUri);
        try {
            listener = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread("mongo-proxy", this::listen);
    }

    /** The address to give to the service: this proxy and nothing behind it. */
    public String uri() {
        // Without discovery: a replica set would tell the driver the address behind the proxy.
        return "mongodb://" + credentials() + "127.0.0.1:" + listener.getLocalPort() + "/?directConnection=true";
    }

    private String credentials() {
        return upstream.getCredential() == null
                ? ""
                : upstream.getUsername() + ":" + new String(upstream.getPassword()) + "@";
    }

    /** From now on the fault strikes the next commands of this name, so many times; what was held before goes on. */
    public void strike(String command, Fault fault, int times) {
        CountDownLatch before = held;
        struck.set(0);
        held = new CountDownLatch(1);
        rule.set(new Rule(command, fault, new AtomicInteger(times)));
        before.countDown();
    }

    /** No fault strikes from now on, nothing is slow, and what is held goes on. */
    public void heal() {
        delay = Duration.ZERO;
        strike("", Fault.CUT_BEFORE, 0);
    }

    /** From now on every command takes that much longer. */
    public void slowDown(Duration by) {
        delay = by;
    }

    /** Breaks one of the connections. @return whether there was one */
    public boolean cutOne(Random random) {
        List<ProxiedConnection> all = List.copyOf(connections);
        if (!all.isEmpty()) {
            all.get(random.nextInt(all.size())).close();
        }
        return !all.isEmpty();
    }

    /** How often the fault has struck. */
    public int struck() {
        return struck.get();
    }

    /** How many commands are held at this moment. */
    public int holding() {
        return holding.get();
    }

    /** How many commands have come by, by name. */
    public Map<String, Integer> commands() {
        return Map.copyOf(seen);
    }

    /** Lets held commands go on. */
    public void release() {
        held.countDown();
    }

    /** The database is gone: every connection breaks, and no new one is answered. */
    public void takeAway() {
        away = true;
        connections.forEach(ProxiedConnection::close);
    }

    /** How many connections were refused because the database was gone. */
    public int refused() {
        return refused.get();
    }

    /** The database is silent: connections stand, and nothing comes through. */
    public void freeze() {
        frozen = true;
    }

    /** The database is there again. A thawed connection is broken rather than continued. */
    public void bringBack() {
        if (frozen) {
            connections.forEach(ProxiedConnection::close);
        }
        frozen = false;
        away = false;
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (away) {
                    refused.incrementAndGet();
                    client.close();
                } else {
                    connect(client);
                }
            } catch (IOException e) {
                // The proxy is closing, or the database is really away: the client sees its connection end.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        String host = upstream.getHosts().get(0);
        int colon = host.lastIndexOf(':');
        Socket server = new Socket();
        try {
            server.connect(
                    colon < 0
                            ? new InetSocketAddress(host, 27017)
                            : new InetSocketAddress(
                                    host.substring(0, colon), Integer.parseInt(host.substring(colon + 1))),
                    2_000);
        } catch (IOException e) {
            client.close();
            throw e;
        }
        ProxiedConnection connection = new ProxiedConnection(this, client, server);
        connections.add(connection);
        connection.start();
        if (away) {
            connection.close();
        }
    }

    void ended(ProxiedConnection connection) {
        connections.remove(connection);
    }

    /** The fault that strikes this command, if one does; it counts as struck. */
    Optional<Fault> faultOf(String command) {
        seen.merge(command, 1, Integer::sum);
        Rule current = rule.get();
        if (!current.command.equals(command) || current.times.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
            return Optional.empty();
        }
        struck.incrementAndGet();
        return Optional.of(current.fault);
    }

    /** Waits for the release. @return false if the sender is gone before it */
    boolean hold(BooleanSupplier senderIsGone) throws InterruptedException {
        holding.incrementAndGet();
        try {
            CountDownLatch until = held;
            while (!until.await(20, TimeUnit.MILLISECONDS)) {
                if (senderIsGone.getAsBoolean()) {
                    return false;
                }
            }
            return true;
        } finally {
            holding.decrementAndGet();
        }
    }

    Duration delay() {
        return delay;
    }

    boolean isFrozen() {
        return frozen;
    }

    static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        release();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connections.forEach(ProxiedConnection::close);
    }
}
