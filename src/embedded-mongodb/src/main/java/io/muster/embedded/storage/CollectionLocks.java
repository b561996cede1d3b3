package io.muster.embedded.storage;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Who uses which collection. A change of the schema waits until no open transaction uses the collection, and whoever
 * comes while it waits stands behind it.
 */
public final class CollectionLocks {

    private final Map<Namespace, Users> byCollection = new HashMap<>();

    private static final class Users {
        private final Set<Object> users = new HashSet<>();
        private int changes;

        boolean isIdle() {
            return users.isEmpty() && changes == 0;
        }
    }

    /**
     * @param user whoever will give it back by {@link #release}; asking twice is asking once
     * @return false if a change of the schema was still in the way when the time was over
     */
    public synchronized boolean share(Namespace namespace, Object user, long millis) {
        long deadline = deadline(millis);
        while (users(namespace).changes > 0 && !users(namespace).users.contains(user)) {
            if (!await(deadline)) {
                return false;
            }
        }
        users(namespace).users.add(user);
        return true;
    }

    /** Gives back a collection. */
    public synchronized void release(Namespace namespace, Object user) {
        users(namespace).users.remove(user);
        forgetIfIdle(namespace);
        notifyAll();
    }

    /**
     * Runs a change of the schema once nobody uses the collection.
     *
     * @return false if somebody still did when the time was over, and nothing was run
     */
    public boolean exclusively(Namespace namespace, long millis, Runnable change) {
        if (!lock(namespace, millis)) {
            return false;
        }
        try {
            change.run();
        } finally {
            unlock(namespace);
        }
        return true;
    }

    private synchronized boolean lock(Namespace namespace, long millis) {
        long deadline = deadline(millis);
        users(namespace).changes++;
        while (!users(namespace).users.isEmpty()) {
            if (!await(deadline)) {
                unlock(namespace);
                return false;
            }
        }
        return true;
    }

    private synchronized void unlock(Namespace namespace) {
        users(namespace).changes--;
        forgetIfIdle(namespace);
        notifyAll();
    }

    private Users users(Namespace namespace) {
        return byCollection.computeIfAbsent(namespace, name -> new Users());
    }

    private void forgetIfIdle(Namespace namespace) {
        if (users(namespace).isIdle()) {
            byCollection.remove(namespace);
        }
    }

    private static long deadline(long millis) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private boolean await(long deadline) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
            return false;
        }
        try {
            wait(left);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
