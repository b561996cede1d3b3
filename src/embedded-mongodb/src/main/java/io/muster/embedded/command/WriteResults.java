package io.muster.embedded.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Values;

/** Runs the statements of a write command one by one and remembers which failed. */
final class WriteResults {

    /** Errors that end the whole command instead of one statement. */
    private static final Set<Integer> FATAL = Set.of(24, 50, 112, 246, 251, 11600);

    private final Request request;
    private final boolean ordered;
    private final List<Document> errors = new ArrayList<>();
    private int statement;

    WriteResults(Request request) {
        this.request = request;
        this.ordered = !request.body().containsKey("ordered")
                || Values.isTrue(request.body().get("ordered"));
    }

    /**
     * Runs the next statement, or answers what it led to when it was sent before.
     *
     * @return false if no further statement shall run
     */
    boolean run(Statement statement) {
        int index = this.statement++;
        int id = statementId(index);
        try {
            Object outcome = replayed(id, statement::run);
            statement.count(index, outcome);
            return true;
        } catch (CommandException error) {
            if (FATAL.contains(error.code())) {
                throw error;
            }
            errors.add(error.asWriteError(index));
            return !ordered && request.transaction().isEmpty();
        }
    }

    /** A statement and what it adds to the answer. */
    interface Statement {
        Object run();

        void count(int index, Object outcome);
    }

    private Object replayed(int id, Supplier<Object> statement) {
        if (!request.fields().retryable()) {
            return statement.get();
        }
        var session = request.session().orElseThrow();
        var known = session.outcome(id);
        if (known.isPresent()) {
            return known.get();
        }
        Object outcome = statement.get();
        session.remember(request.fields().number().orElseThrow(), id, outcome);
        return outcome;
    }

    private int statementId(int index) {
        if (request.body().get("stmtIds") instanceof List<?> ids
                && index < ids.size()
                && ids.get(index) instanceof Number id) {
            return id.intValue();
        }
        return request.body().get("stmtId") instanceof Number first ? first.intValue() + index : index;
    }

    Document addTo(Document answer) {
        if (!errors.isEmpty()) {
            answer.put("writeErrors", errors);
        }
        return answer;
    }
}
