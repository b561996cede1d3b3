package io.muster.embedded.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.BsonSize;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Values;
import io.muster.embedded.expression.Scope;
import io.muster.embedded.pipeline.Pipeline;
import io.muster.embedded.pipeline.Source;
import io.muster.embedded.storage.Change;
import io.muster.embedded.storage.OplogPosition;
import io.muster.embedded.storage.Root;

/** An open change stream: how far it has read, and what it makes of what it reads. Not thread safe. */
public final class ChangeStream {

    private final ChangeEvents events;
    private final Pipeline pipeline;
    private ResumeToken last;
    /** The event after which the stream was asked to go on, until it is known to be in the history. */
    private Optional<ResumeToken> unseen;

    private boolean ended;

    ChangeStream(ChangeEvents events, Pipeline pipeline, ResumeToken start, Optional<ResumeToken> unseen) {
        this.events = events;
        this.pipeline = pipeline;
        this.last = start;
        this.unseen = unseen;
    }

    /**
     * Some events, and where to resume after them.
     *
     * @param token the {@code postBatchResumeToken}
     * @param full whether the batch ended because it was full
     */
    public record Batch(List<Document> documents, Document token, boolean full) {}

    /** Whether the stream has told its {@code invalidate} and is over. */
    public boolean ended() {
        return ended;
    }

    /**
     * Reads on, without waiting.
     *
     * @param size how many events at most
     * @throws CommandException 136 if the history was forgotten under the stream, 40585 if the event to resume after is
     *     not in it, 280 if the pipeline has changed an event's {@code _id}
     */
    public Batch read(Root root, int size) {
        long floor = root.history().floor();
        if (unseen.isEmpty() && Long.compareUnsigned(floor, last.position().time()) > 0) {
            throw new CommandException(
                    136,
                    "Error in $cursor stage :: caused by :: CollectionScan died due to failure to restore tailable"
                            + " cursor position. Last seen record id: RecordId("
                            + last.position().time() + ")");
        }
        List<Document> documents = new ArrayList<>();
        long bytes = 0;
        for (Map.Entry<OplogPosition, Change> entry :
                root.history().changes().tailMap(last.position(), true).entrySet()) {
            for (ChangeEvents.Event event : events.of(entry.getKey(), entry.getValue(), root)) {
                if (event.token().compareTo(last) <= 0) {
                    continue;
                }
                verify(event.token());
                last = event.token();
                for (Document document : transformed(event, root)) {
                    documents.add(document);
                    bytes += BsonSize.of(document);
                }
                if (event.last()) {
                    ended = true;
                    return new Batch(documents, last.document(), false);
                } else if (documents.size() >= size || bytes > BsonSize.MAX_DOCUMENT / 2) {
                    return new Batch(documents, last.document(), true);
                }
            }
        }
        ResumeToken now = ResumeToken.ofTime(root.history().lastTime());
        if (now.compareTo(last) > 0 && unseen.isEmpty()) {
            last = now;
        }
        return new Batch(documents, (now.compareTo(last) > 0 ? now : last).document(), false);
    }

    private void verify(ResumeToken next) {
        if (unseen.isPresent()) {
            throw new CommandException(
                    40585,
                    "cannot resume stream; the resume token was not found. "
                            + next.document().toString(true));
        }
    }

    private List<Document> transformed(ChangeEvents.Event event, Root root) {
        Scope scope = Scope.at(Instant.ofEpochMilli(System.currentTimeMillis()), root.time());
        List<Document> results = pipeline.runOn(List.of(event.document()), new Source(root, "", scope));
        for (Document result : results) {
            if (!event.token().is(result.get("_id"))) {
                throw new CommandException(
                        280,
                        "Encountered an event whose _id field, which contains the resume token, was modified by the"
                                + " pipeline. Modifying the _id field of an event makes it impossible to resume the"
                                + " stream from that point. Only transformations that retain the unmodified _id field"
                                + " are allowed. Expected: "
                                + Values.text(new Document("_id", event.token().document())) + " but found: "
                                + (result.containsKey("_id")
                                        ? Values.text(new Document("_id", result.get("_id")))
                                        : "{}"));
            }
        }
        return results;
    }
}
