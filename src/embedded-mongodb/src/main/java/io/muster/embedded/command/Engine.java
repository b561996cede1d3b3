package io.muster.embedded.command;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import de.bwaldvogel.mongo.bson.ObjectId;
import io.muster.embedded.storage.Store;
import io.muster.embedded.transaction.Sessions;

/** The server without its network: the data, the sessions, the cursors, and the settings. */
public final class Engine {

    private final Store store = new Store();
    private final Sessions sessions = new Sessions();
    private final Cursors cursors = new Cursors();
    private final FailPoints failPoints = new FailPoints();
    private final SlowLine slowLine = new SlowLine();
    /** As MongoDB writes its first term; a later server on the same port must not look like an older one. */
    private final ObjectId electionId = new ObjectId("7fffffff0000000000000001");

    private final AtomicInteger transactionLifetimeSeconds = new AtomicInteger(60);
    private volatile String address = "127.0.0.1:27017";

    public Store store() {
        return store;
    }

    Sessions sessions() {
        return sessions;
    }

    Cursors cursors() {
        return cursors;
    }

    FailPoints failPoints() {
        return failPoints;
    }

    SlowLine slowLine() {
        return slowLine;
    }

    /** From now on as slow as that. */
    public void slowDown(Slowness slowness) {
        slowLine.set(slowness);
    }

    ObjectId electionId() {
        return electionId;
    }

    /** {@code transactionLifetimeLimitSeconds}. */
    AtomicInteger transactionLifetimeSeconds() {
        return transactionLifetimeSeconds;
    }

    /** Under which {@code host:port} the replica set's only member is known. */
    public void setAddress(String hostAndPort) {
        address = hostAndPort;
    }

    String address() {
        return address;
    }

    /** Ends what has been open for too long. To be called about every second. */
    public void reap() {
        sessions.reap(Duration.ofSeconds(transactionLifetimeSeconds.get()));
        cursors.reap();
    }
}
