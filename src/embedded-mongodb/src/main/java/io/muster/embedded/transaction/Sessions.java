package io.muster.embedded.transaction;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** All sessions by their id. A session exists from the first command that names it. */
public final class Sessions {

    /** How long an unused session is remembered, as {@code logicalSessionTimeoutMinutes} says. */
    public static final Duration TIMEOUT = Duration.ofMinutes(30);

    private final ConcurrentHashMap<UUID, Session> byId = new ConcurrentHashMap<>();

    public Session get(UUID id) {
        Session session = byId.computeIfAbsent(id, Session::new);
        session.touch();
        return session;
    }

    public List<Session> all() {
        return List.copyOf(byId.values());
    }

    /** Aborts what these sessions have open; all sessions if none is named. */
    public void kill(Collection<UUID> ids) {
        byId.forEach((id, session) -> {
            if (ids.isEmpty() || ids.contains(id)) {
                session.abortOpen();
            }
        });
    }

    /** Aborts transactions that have been open for longer than the limit, and forgets sessions nobody uses. */
    public void reap(Duration lifetimeLimit) {
        Instant latest = Instant.now().minus(lifetimeLimit);
        byId.forEach((id, session) -> {
            session.openTransaction()
                    .filter(transaction -> transaction.begun().isBefore(latest))
                    .ifPresent(session::abortIfOpen);
            if (System.nanoTime() - session.lastUsed() > TIMEOUT.toNanos()
                    && session.openTransaction().isEmpty()) {
                byId.remove(id, session);
            }
        });
    }
}
