package io.muster.embedded.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.plan.Query;
import io.muster.embedded.storage.Root;
import io.muster.embedded.stream.ChangeStream;

/** {@code getMore} and {@code killCursors}. */
final class CursorCommands {

    /** How long {@code getMore} waits for events unless the client says otherwise. */
    private static final long AWAIT_MILLIS = 1000;

    private CursorCommands() {}

    static Document getMore(Request request) {
        if (!(request.body().get("getMore") instanceof Number id)) {
            throw new CommandException(14, "getMore needs the number of a cursor");
        }
        Engine engine = request.engine();
        Cursor cursor = engine.cursors().get(id.longValue());
        CursorAccess.check(request, cursor);
        int size = request.body().containsKey("batchSize") && Query.number(request.body(), "batchSize") > 0
                ? (int) Query.number(request.body(), "batchSize")
                : Integer.MAX_VALUE;
        try {
            ChangeStream.Batch batch =
                    cursor.isStream() ? await(request, cursor, size) : cursor.read(Root.empty(0), size);
            boolean open = cursor.isStream() ? !cursor.ended() : batch.full();
            if (!open) {
                engine.cursors().close(cursor.id());
            }
            Document answer = new Document("nextBatch", batch.documents());
            if (cursor.isStream()) {
                answer.put("postBatchResumeToken", batch.token());
            }
            answer.append("id", open ? cursor.id() : 0L)
                    .append("ns", cursor.owner().namespace());
            return new Document("cursor", answer);
        } catch (CommandException failed) {
            engine.cursors().close(cursor.id());
            throw failed;
        }
    }

    /** Reads on until there is an event or the time is over. */
    private static ChangeStream.Batch await(Request request, Cursor cursor, int size) {
        long millis =
                request.body().containsKey("maxTimeMS") ? Query.number(request.body(), "maxTimeMS") : AWAIT_MILLIS;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (true) {
            Root root = request.engine().store().current();
            ChangeStream.Batch batch = cursor.read(root, size);
            if (!batch.documents().isEmpty() || cursor.ended()) {
                return batch;
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return batch;
            }
            if (cursor.killed()) {
                throw new CommandException(237, "Error in $cursor stage :: caused by :: operation was interrupted");
            }
            sleepUntilCommit(request, root, left);
        }
    }

    private static void sleepUntilCommit(Request request, Root root, long nanos) {
        try {
            request.engine().store().awaitCommit(root, nanos);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CommandException(11600, "interrupted at shutdown");
        }
    }

    static Document killCursors(Request request) {
        List<Object> killed = new ArrayList<>();
        List<Object> unknown = new ArrayList<>();
        if (request.body().get("cursors") instanceof List<?> ids) {
            for (Object id : ids) {
                boolean found = id instanceof Number number
                        && request.engine().cursors().close(number.longValue());
                (found ? killed : unknown).add(id);
            }
        }
        request.engine().store().announce();
        return new Document("cursorsKilled", killed)
                .append("cursorsNotFound", unknown)
                .append("cursorsAlive", List.of())
                .append("cursorsUnknown", List.of());
    }
}
