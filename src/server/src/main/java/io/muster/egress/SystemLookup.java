package io.muster.egress;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.smallrye.mutiny.Uni;

/**
 * The system's own lookup, which waits: on threads that nothing else needs, so that a name server which does not answer keeps up those
 * alone who wait for it. With too many waiting a lookup fails at once.
 */
final class SystemLookup implements Lookup {
    private static final int THREADS = 64;
    private static final int WAITING = 1_000;
    private static final int IDLE_SECONDS = 10;

    private final ExecutorService threads;

    SystemLookup() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "egress-lookup");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        threads = pool;
    }

    @Override
    public Uni<List<InetAddress>> addresses(String host) {
        return Uni.createFrom().item(() -> host).runSubscriptionOn(threads).map(SystemLookup::all);
    }

    private static List<InetAddress> all(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (java.net.UnknownHostException unknown) {
            throw new IllegalArgumentException("unknown host", unknown);
        }
    }

    void close() {
        threads.shutdownNow();
    }
}
