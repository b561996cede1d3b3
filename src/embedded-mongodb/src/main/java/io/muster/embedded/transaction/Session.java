package io.muster.embedded.transaction;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.storage.Root;

/**
 * One session: its newest number, and what that number is. Every method that touches the state holds the session's
 * monitor, which a statement keeps while it runs, so that nobody aborts a transaction under it.
 */
public final class Session {

    /** How MongoDB prints the user of a session without authentication: the digest of nothing. */
    private static final String NOBODY = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    private final UUID id;
    private long number = -1;
    private State state = State.NONE;
    private Optional<OpenTransaction> open = Optional.empty();
    private final Map<Integer, Object> outcomes = new HashMap<>();
    private volatile long lastUsed = System.nanoTime();

    Session(UUID id) {
        this.id = id;
    }

    private enum State {
        NONE,
        RETRYABLE,
        OPEN,
        COMMITTED,
        ABORTED
    }

    public UUID id() {
        return id;
    }

    /** The session as messages name it. */
    public String text() {
        return id + " - " + NOBODY;
    }

    long lastUsed() {
        return lastUsed;
    }

    void touch() {
        lastUsed = System.nanoTime();
    }

    public synchronized Optional<OpenTransaction> openTransaction() {
        return open;
    }

    /**
     * The transaction of a statement, begun if the statement says so.
     *
     * @throws CommandException 225, 117, 251 or 256 if the number is not that of the open transaction
     */
    public synchronized OpenTransaction enter(long wanted, boolean starts, Supplier<OpenTransaction> begin) {
        refuseOlder(wanted);
        if (starts) {
            if (wanted == number) {
                throw new CommandException(
                        117,
                        "Only servers in a sharded cluster can start a new transaction at the active transaction"
                                + " number");
            }
            abortOpen();
            number = wanted;
            outcomes.clear();
            open = Optional.of(begin.get());
            state = State.OPEN;
        } else if (wanted != number || state == State.RETRYABLE) {
            throw notInProgress(wanted);
        } else if (state == State.COMMITTED) {
            throw new CommandException(256, "Transaction " + wanted + " has been committed.");
        } else if (state != State.OPEN) {
            throw new CommandException(251, "Transaction " + wanted + " has been aborted.");
        }
        return open.orElseThrow();
    }

    /**
     * Commits; a transaction that is committed already stays so.
     *
     * @param written is told the state right after a commit that has written something
     * @return whether there was something to commit, now or before
     */
    public synchronized boolean commit(long wanted, Consumer<Root> written) {
        refuseOlder(wanted);
        if (wanted == number && state == State.COMMITTED) {
            return true;
        }
        OpenTransaction transaction = enter(wanted, false, Session::impossible);
        Document stamp = new Document("txnNumber", number).append("lsid", id);
        state = State.COMMITTED;
        open = Optional.empty();
        boolean wrote = transaction.writes().hasWrites();
        Root after = transaction.commit(stamp);
        if (wrote) {
            written.accept(after);
        }
        return wrote;
    }

    /** Aborts the open transaction of that number. */
    public synchronized void abort(long wanted) {
        enter(wanted, false, Session::impossible);
        abortOpen();
    }

    /** Aborts whatever is open, as killing the session or a failed statement does. */
    public synchronized void abortOpen() {
        if (state == State.OPEN) {
            state = State.ABORTED;
        }
        open.ifPresent(OpenTransaction::abort);
        open = Optional.empty();
    }

    /** Aborts the open transaction if it is that one. */
    synchronized void abortIfOpen(OpenTransaction transaction) {
        if (open.isPresent() && open.get() == transaction) {
            abortOpen();
        }
    }

    /**
     * Begins, or finds again, a retryable write.
     *
     * @throws CommandException 225 for an older number, 217 for the number of a transaction
     */
    public synchronized void enterRetryable(long wanted) {
        refuseOlder(wanted);
        if (wanted > number) {
            abortOpen();
            number = wanted;
            outcomes.clear();
            state = State.RETRYABLE;
        } else if (state != State.RETRYABLE) {
            throw new CommandException(
                    217, "Cannot retry a retryable write that has been converted into a transaction");
        }
    }

    /** What a statement of the current retryable write has led to, if it was executed before. */
    public synchronized Optional<Object> outcome(int statement) {
        return Optional.ofNullable(outcomes.get(statement));
    }

    public synchronized void remember(long wanted, int statement, Object outcome) {
        if (wanted == number) {
            outcomes.put(statement, outcome);
        }
    }

    private void refuseOlder(long wanted) {
        if (wanted < number) {
            throw new CommandException(
                    225,
                    "Cannot start transaction " + wanted + " on session " + text() + " because a newer transaction "
                            + number + " has already started.");
        }
    }

    private CommandException notInProgress(long wanted) {
        return new CommandException(
                251,
                "Given transaction number " + wanted
                        + " does not match any in-progress transactions. The active transaction number is " + number);
    }

    private static OpenTransaction impossible() {
        throw new IllegalStateException("only a statement begins a transaction");
    }
}
