package io.muster.embedded.command;

import java.util.List;
import java.util.Optional;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Paths;
import io.muster.embedded.bson.Values;
import org.jspecify.annotations.Nullable;

/** The fail points that {@code configureFailPoint} sets: {@code failCommand} and {@code maxTimeAlwaysTimeOut}. */
final class FailPoints {

    private @Nullable Document failCommand;
    private int timesLeft;
    private int skipLeft;
    private boolean alwaysTimeOut;

    /** What a fail point does to one command. */
    record Failure(Document data) {

        boolean closesConnection() {
            return Values.isTrue(data.get("closeConnection"));
        }

        Optional<CommandException> error() {
            return data.get("errorCode") instanceof Number code
                    ? Optional.of(
                            new CommandException(code.intValue(), "Failing command due to 'failCommand' failpoint"))
                    : Optional.empty();
        }

        /** Labels to add; MongoDB 4.2 ignores them, later versions do not. */
        List<?> labels() {
            return data.get("errorLabels") instanceof List<?> labels ? labels : List.of();
        }

        Optional<Document> writeConcernError() {
            return data.get("writeConcernError") instanceof Document error ? Optional.of(error) : Optional.empty();
        }

        long blockMillis() {
            return Values.isTrue(data.get("blockConnection")) && data.get("blockTimeMS") instanceof Number millis
                    ? millis.longValue()
                    : 0;
        }
    }

    /** Sets or clears a fail point. @throws CommandException 4 if there is none of that name */
    synchronized void configure(Document body) {
        Object name = body.get("configureFailPoint");
        Object mode = body.get("mode");
        boolean off = "off".equals(mode);
        if ("maxTimeAlwaysTimeOut".equals(name)) {
            alwaysTimeOut = !off;
        } else if ("failCommand".equals(name)) {
            Document times = mode instanceof Document document ? document : new Document();
            failCommand = off ? null : Paths.document(body, "data");
            timesLeft = times.get("times") instanceof Number count ? count.intValue() : Integer.MAX_VALUE;
            skipLeft = times.get("skip") instanceof Number count ? count.intValue() : 0;
        } else {
            throw new CommandException(4, name + " not found");
        }
    }

    synchronized boolean alwaysTimesOut() {
        return alwaysTimeOut;
    }

    /** What the next command of that name meets; counts if it meets something. */
    synchronized Optional<Failure> next(String command, String appName, String namespace) {
        Document data = failCommand;
        if (data == null
                || !(data.get("failCommands") instanceof List<?> commands)
                || !commands.contains(command)
                || (data.containsKey("appName") && !appName.equals(data.get("appName")))
                || (data.containsKey("namespace") && !namespace.equals(data.get("namespace")))) {
            return Optional.empty();
        }
        if (skipLeft > 0) {
            skipLeft--;
            return Optional.empty();
        }
        if (timesLeft != Integer.MAX_VALUE && --timesLeft <= 0) {
            failCommand = null;
        }
        return Optional.of(new Failure(data));
    }
}
