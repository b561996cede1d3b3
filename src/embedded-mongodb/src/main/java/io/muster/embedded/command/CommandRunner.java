package io.muster.embedded.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Paths;
import io.muster.embedded.storage.Root;
import io.muster.embedded.transaction.OpenTransaction;
import io.muster.embedded.transaction.Session;
import io.muster.embedded.transaction.SessionFields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a command from its arrival to its answer. */
public final class CommandRunner {

    private static final Logger LOG = LoggerFactory.getLogger(CommandRunner.class);
    /** In a transaction these mean: begin it again. */
    private static final Set<Integer> TRANSIENT = Set.of(24, 112, 246, 251, 267);

    private final Engine engine;

    public CommandRunner(Engine engine) {
        this.engine = engine;
    }

    /**
     * Executes a command; what goes wrong is in the answer.
     *
     * @return empty if a fail point wants the connection closed
     */
    public Optional<Document> run(Connection connection, Document body) {
        String name = body.isEmpty() ? "" : body.keySet().iterator().next();
        Optional<FailPoints.Failure> failure =
                engine.failPoints().next(name, connection.appName(), body.get("$db") + "." + body.get(name));
        if (failure.isPresent()) {
            sleep(failure.get().blockMillis());
            if (failure.get().closesConnection()) {
                return Optional.empty();
            }
        }
        engine.slowLine().beforeCommand(name, body);
        Document answer;
        connection.committed(Optional.empty());
        try {
            SessionFields fields = SessionFields.parse(body);
            answer = answer(connection, name, body, fields, failure);
        } catch (CommandException refused) {
            answer = refusal(name, body, refused, failure);
        } catch (MongoServerError refused) {
            answer = refusal(
                    name, body, new CommandException(refused.getCode(), refused.getMessageWithoutErrorCode()), failure);
        } catch (RuntimeException broken) {
            LOG.error("failed to execute {}", name, broken);
            answer = refusal(name, body, new CommandException(8, "internal error"), failure);
        }
        engine.slowLine().beforeAnswer(answer);
        return Optional.of(answer.appendAll(ServerCommands.times(rootAfter(connection))));
    }

    private Document answer(
            Connection connection,
            String name,
            Document body,
            SessionFields fields,
            Optional<FailPoints.Failure> failure) {
        Command command =
                Commands.named(name).orElseThrow(() -> new CommandException(59, "no such command: '" + name + "'"));
        CommandDeadline deadline = CommandDeadline.of(body);
        if (!Paths.document(body, "collation").isEmpty()) {
            throw new CommandException(115, "this database has no collations");
        }
        if (fields.transactional()) {
            requireAllowed(name, fields);
        }
        Concerns.checkRead(body, fields, engine.store().current().time());
        Concerns.checkWrite(name, body, fields);
        failure.flatMap(FailPoints.Failure::error).ifPresent(error -> {
            throw error;
        });
        if (body.containsKey("maxTimeMS") && engine.failPoints().alwaysTimesOut()) {
            throw new CommandException(50, "operation exceeded time limit");
        }
        Optional<Session> session = fields.session().map(engine.sessions()::get);
        Document answer = runInSession(
                new Request(engine, connection, body, fields, session, Optional.empty(), deadline), command);
        if ("linearizable".equals(Paths.document(body, "readConcern").get("level"))) {
            engine.store().tick();
        }
        Optional<Document> writeConcernError = failure.flatMap(FailPoints.Failure::writeConcernError)
                .or(() -> Commands.WRITES.contains(name) ? Concerns.unfulfilled(body) : Optional.empty());
        if (Commands.BULK_WRITES.contains(name)) {
            answer.append("opTime", ServerCommands.opTime(rootAfter(connection)))
                    .append("electionId", engine.electionId());
        }
        writeConcernError.ifPresent(error -> answer.put("writeConcernError", error));
        return answer.append("ok", 1.0);
    }

    /** A write is answered with its own time, also if others have written since. */
    private Root rootAfter(Connection connection) {
        return connection.committed().orElseGet(() -> engine.store().current());
    }

    private static void requireAllowed(String name, SessionFields fields) {
        if (Commands.NEVER_IN_TRANSACTIONS.contains(name)) {
            String hint = "count".equals(name)
                    ? " Please see http://dochub.mongodb.org/core/transaction-count for a recommended alternative."
                    : "";
            throw new CommandException(263, "Cannot run '" + name + "' in a multi-document transaction." + hint);
        } else if (!Commands.IN_TRANSACTIONS.contains(name)) {
            throw new CommandException(263, "This command is not supported in transactions");
        } else if (fields.starts() && name.endsWith("Transaction")) {
            throw new CommandException(
                    263, "Cannot start a transaction with a " + (name.startsWith("commit") ? "commit" : "abort"));
        }
    }

    private Document runInSession(Request request, Command command) {
        SessionFields fields = request.fields();
        if (fields.number().isEmpty()) {
            return command.run(request);
        }
        Session session = request.session().orElseThrow();
        if (request.name().endsWith("Transaction")) {
            return command.run(request);
        }
        long number = fields.number().orElseThrow();
        if (!fields.transactional()) {
            session.enterRetryable(number);
            return command.run(request);
        }
        // The monitor keeps the reaper and killSessions away while the statement runs; it does not wait for others.
        synchronized (session) {
            OpenTransaction transaction =
                    session.enter(number, fields.starts(), () -> begin(request.connection(), number));
            return runInTransaction(request, command, session, transaction);
        }
    }

    private OpenTransaction begin(Connection connection, long number) {
        return new OpenTransaction(
                engine.store().begin(), engine.store().collectionLocks(), connection.appName(), number);
    }

    /** Any error of a statement aborts its transaction, also one that is told in {@code writeErrors} only. */
    private static Document runInTransaction(
            Request request, Command command, Session session, OpenTransaction transaction) {
        boolean kept = false;
        try {
            Document answer = command.run(new Request(
                    request.engine(),
                    request.connection(),
                    request.body(),
                    request.fields(),
                    request.session(),
                    Optional.of(transaction),
                    request.deadline()));
            kept = !answer.containsKey("writeErrors");
            return answer;
        } finally {
            if (!kept) {
                session.abortOpen();
            }
        }
    }

    private static Document refusal(
            String name, Document body, CommandException refused, Optional<FailPoints.Failure> failure) {
        List<Object> labels = new ArrayList<>();
        boolean transactional = body.containsKey("autocommit");
        boolean ends = name.endsWith("Transaction");
        if (transactional && (ends ? refused.code() == 251 : TRANSIENT.contains(refused.code()))) {
            labels.add("TransientTransactionError");
        }
        if (refused.code() == 280) {
            labels.add("NonResumableChangeStreamError");
        }
        // 4.2 ignores a fail point's labels. In a transaction they are given all the same, as 4.4 and later do.
        if (transactional) {
            failure.ifPresent(point -> labels.addAll(point.labels()));
        }
        Document answer = new Document();
        if (!labels.isEmpty()) {
            answer.put("errorLabels", labels);
        }
        return answer.append("ok", 0.0).appendAll(refused.asAnswer());
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
