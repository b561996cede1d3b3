package io.muster.embedded.stream;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Values;
import io.muster.embedded.pipeline.Pipeline;
import io.muster.embedded.storage.Change;
import io.muster.embedded.storage.Root;
import org.jspecify.annotations.Nullable;

/** Opens change streams. */
public final class ChangeStreams {

    private static final Set<String> OPTIONS =
            Set.of("resumeAfter", "startAfter", "startAtOperationTime", "fullDocument", "allChangesForCluster");
    private static final Set<String> STAGES =
            Set.of("$match", "$project", "$addFields", "$set", "$unset", "$replaceRoot", "$replaceWith", "$redact");

    private ChangeStreams() {}

    /** Whether a pipeline begins with {@code $changeStream}; 40602 if it stands elsewhere. */
    public static boolean isOpenedBy(List<?> pipeline) {
        for (int i = 0; i < pipeline.size(); i++) {
            if (pipeline.get(i) instanceof Document stage && stage.containsKey("$changeStream")) {
                if (i > 0) {
                    throw new CommandException(40602, "$changeStream is only valid as the first stage in a pipeline.");
                }
                return true;
            }
        }
        return false;
    }

    /**
     * @param collection what is watched, the whole database if empty
     * @throws CommandException if the options are wrong, 40576 if the history does not reach back that far
     */
    public static ChangeStream open(List<?> pipeline, String database, Optional<String> collection, Root root) {
        Document options =
                ((Document) pipeline.get(0)).get("$changeStream") instanceof Document given ? given : new Document();
        options.keySet().stream()
                .filter(name -> !OPTIONS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new CommandException(40415, "BSON field '$changeStream." + name + "' is an unknown field.");
                });
        List<?> rest = pipeline.subList(1, pipeline.size());
        rest.stream()
                .map(stage -> ((Document) stage).keySet().iterator().next())
                .filter(name -> !STAGES.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new CommandException(20, name + " is not permitted in a $changeStream pipeline");
                });
        boolean cluster = Values.isTrue(options.get("allChangesForCluster"));
        ChangeEvents events = new ChangeEvents(
                new ChangeEvents.Watched(cluster ? Optional.empty() : Optional.of(database), collection),
                lookUp(options));
        Optional<ResumeToken> resume = resume(options);
        Optional<ResumeToken> event = resume.filter(token -> !token.highWaterMark());
        ResumeToken start = resume.orElseGet(() -> start(options, root));
        if (event.isEmpty()
                && Long.compareUnsigned(start.position().time(), root.history().floor()) <= 0
                && root.history().floor() != 0) {
            throw new CommandException(
                    40576,
                    "Resume of change stream was not possible, as the resume point may no longer be in the oplog. ");
        }
        return new ChangeStream(
                events, Pipeline.parse(rest), start, event.filter(token -> !isThere(token, events, root)));
    }

    private static boolean isThere(ResumeToken token, ChangeEvents events, Root root) {
        Change change = root.history().changes().get(token.position());
        return change != null
                && events.of(token.position(), change, root).stream()
                        .anyMatch(event -> event.token().equals(token));
    }

    private static boolean lookUp(Document options) {
        Object mode = options.containsKey("fullDocument") ? options.get("fullDocument") : "default";
        if (!"default".equals(mode) && !"updateLookup".equals(mode)) {
            throw new CommandException(
                    40575,
                    "unrecognized value for the 'fullDocument' option to the $changeStream stage. Expected \"default\""
                            + " or \"updateLookup\", got \"" + mode + "\"");
        }
        return "updateLookup".equals(mode);
    }

    private static Optional<ResumeToken> resume(Document options) {
        boolean after = options.containsKey("resumeAfter");
        boolean start = options.containsKey("startAfter");
        if (after && start) {
            throw new CommandException(
                    50865, "Do not specify both 'resumeAfter' and 'startAfter' in a $changeStream stage");
        } else if ((after || start) && options.containsKey("startAtOperationTime")) {
            throw new CommandException(40674, "Only one type of resume option is allowed, but multiple were found.");
        } else if (!after && !start) {
            return Optional.empty();
        }
        String name = after ? "resumeAfter" : "startAfter";
        ResumeToken token = ResumeToken.parse(object(name, options.get(name)));
        if (after && token.invalidate()) {
            throw new CommandException(
                    260,
                    "Attempting to resume a change stream using 'resumeAfter' is not allowed from an invalidate"
                            + " notification.");
        }
        return Optional.of(token);
    }

    private static ResumeToken start(Document options, Root root) {
        if (options.get("startAtOperationTime") instanceof BsonTimestamp time) {
            return ResumeToken.ofTime(time.getValue());
        }
        return ResumeToken.ofTime(root.history().lastTime() + 1);
    }

    private static Document object(String name, @Nullable Object value) {
        if (value instanceof Document document) {
            return document;
        }
        throw new CommandException(
                14,
                "BSON field '$changeStream." + name + "' is the wrong type '" + Values.typeName(value)
                        + "', expected type 'object'");
    }
}
