package io.muster.embedded.command;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.storage.Collection;
import io.muster.embedded.storage.DuplicateKeyException;
import io.muster.embedded.storage.Namespace;
import io.muster.embedded.storage.Root;
import io.muster.embedded.storage.WriteConflictException;
import io.muster.embedded.storage.WriteTransaction;
import org.jspecify.annotations.Nullable;

/**
 * Runs the statements of one write command. In a transaction a conflict ends it at once. Outside, what has been done
 * is committed, the transaction in the way is waited for, and the statement is tried again: statement by statement, as
 * MongoDB does, not all or nothing.
 */
final class WriteBatch implements AutoCloseable {

    private final Request request;
    private final Namespace namespace;
    private final String timeoutPrefix;
    private @Nullable WriteTransaction implicit;

    WriteBatch(Request request, Namespace namespace, String timeoutPrefix) {
        this.request = request;
        this.namespace = namespace;
        this.timeoutPrefix = timeoutPrefix;
    }

    /** One statement: reads and writes in the transaction it is given, and may be run again. */
    @FunctionalInterface
    interface Statement<T> {
        T run(WriteTransaction transaction);
    }

    /** @throws CommandException 112 in a transaction, 50 when the time is over, or what the statement throws */
    <T> T run(Statement<T> statement) {
        try {
            return request.transaction().isPresent() ? runInTransaction(statement) : runUntilDone(statement);
        } catch (DuplicateKeyException duplicate) {
            throw duplicate.asError();
        }
    }

    private <T> T runInTransaction(Statement<T> statement) {
        var open = request.transaction().orElseThrow();
        open.use(namespace);
        try {
            return statement.run(open.writes());
        } catch (WriteConflictException conflict) {
            throw new CommandException(112, "WriteConflict");
        }
    }

    private <T> T runUntilDone(Statement<T> statement) {
        while (true) {
            WriteTransaction transaction = begin();
            WriteTransaction.Mark mark = transaction.mark();
            try {
                return statement.run(transaction);
            } catch (WriteConflictException conflict) {
                transaction.rollBackTo(mark);
                close();
                conflict.owner().ifPresent(this::await);
            } catch (CommandException | DuplicateKeyException failed) {
                transaction.rollBackTo(mark);
                throw failed;
            }
        }
    }

    private WriteTransaction begin() {
        if (implicit == null) {
            if (!request.engine()
                    .store()
                    .collectionLocks()
                    .share(namespace, this, request.deadline().leftMillis())) {
                throw timeout();
            }
            implicit = request.engine().store().begin();
            implicit.use(namespace);
        }
        return implicit;
    }

    private void await(WriteTransaction owner) {
        try {
            owner.ended().get(request.deadline().leftMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw timeout();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CommandException(11600, "interrupted at shutdown");
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private CommandException timeout() {
        return new CommandException(50, timeoutPrefix + "operation exceeded time limit");
    }

    /**
     * Makes sure that the collection is there to insert into.
     *
     * @throws CommandException 263 in a transaction
     */
    void requireCollection() {
        boolean exists = view().collection(namespace).isPresent();
        if (!exists && request.transaction().isPresent()) {
            throw new CommandException(263, "Cannot create namespace " + namespace + " in multi-document transaction.");
        } else if (!exists) {
            Schema.createIfMissing(request.engine().store(), namespace);
            close();
        }
    }

    private Root view() {
        return request.transaction()
                .map(open -> request.view(namespace))
                .orElseGet(() -> request.engine().store().current());
    }

    /** The collection as the statement sees it, if it exists. */
    Optional<Collection> collection(WriteTransaction transaction) {
        transaction.use(namespace);
        return transaction.view().collection(namespace);
    }

    Namespace namespace() {
        return namespace;
    }

    /** Commits what was done outside of a transaction. */
    @Override
    public void close() {
        WriteTransaction transaction = implicit;
        if (transaction != null) {
            implicit = null;
            try {
                boolean wrote = transaction.hasWrites();
                Root after = transaction.commit(Optional.<Document>empty());
                if (wrote) {
                    request.connection().committed(Optional.of(after));
                }
            } finally {
                request.engine().store().collectionLocks().release(namespace, this);
            }
        }
    }
}
