package io.muster.embedded.command;

import java.util.Optional;
import java.util.Set;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Paths;
import io.muster.embedded.transaction.SessionFields;

/** What a command says about read and write concern, as far as one member can fulfil or refuse it. */
final class Concerns {

    private static final Set<String> LEVELS = Set.of("local", "majority", "linearizable", "available", "snapshot");

    private static final Set<String> CAUSAL_LEVELS = Set.of("local", "majority", "snapshot");

    private Concerns() {}

    /** @throws CommandException 72 or 9 for a read concern that is unknown, or not allowed here */
    static void checkRead(Document body, SessionFields fields, BsonTimestamp now) {
        if (!body.containsKey("readConcern")) {
            return;
        }
        Document concern = Paths.document(body, "readConcern");
        Object level = concern.get("level");
        if (level != null && !LEVELS.contains(level)) {
            throw new CommandException(
                    9,
                    "readConcern.level must be either 'local', 'majority', 'linearizable', 'available', or 'snapshot'");
        } else if ("snapshot".equals(level) && !fields.starts()) {
            throw new CommandException(
                    72, "readConcern level snapshot is only valid for the first transaction operation");
        } else if (fields.transactional() && !fields.starts()) {
            throw new CommandException(72, "Only the first command in a transaction may specify a readConcern");
        } else if (fields.starts() && ("available".equals(level) || "linearizable".equals(level))) {
            throw new CommandException(
                    72,
                    "The readConcern level must be either 'local' or 'majority' in order to upconvert the readConcern"
                            + " level to 'snapshot'");
        }
        if (concern.containsKey("afterClusterTime") && level != null && !CAUSAL_LEVELS.contains(level)) {
            throw new CommandException(
                    72, "afterClusterTime field can be set only if level is equal to majority, local, or snapshot");
        }
        if (concern.get("afterClusterTime") instanceof BsonTimestamp wanted && wanted.compareTo(now) > 0) {
            throw new CommandException(
                    72,
                    "readConcern afterClusterTime value must not be greater than the current clusterTime. Requested"
                            + " clusterTime: { ts: " + text(wanted) + " }; current clusterTime: { ts: " + text(now)
                            + " }");
        }
    }

    private static String text(BsonTimestamp time) {
        return "Timestamp(" + time.getTime() + ", " + time.getInc() + ")";
    }

    /** @throws CommandException 72 for a write concern inside of a transaction */
    static void checkWrite(String command, Document body, SessionFields fields) {
        boolean ends = "commitTransaction".equals(command) || "abortTransaction".equals(command);
        if (body.containsKey("writeConcern") && fields.transactional() && !ends) {
            throw new CommandException(72, "writeConcern is not allowed within a multi-statement transaction");
        }
    }

    /** The error that a write concern meets on a set of one member, after the write was done. */
    static Optional<Document> unfulfilled(Document body) {
        Object w = Paths.document(body, "writeConcern").get("w");
        if (w instanceof Number count && count.intValue() > 1) {
            return Optional.of(new Document("code", 100)
                    .append("codeName", "UnsatisfiableWriteConcern")
                    .append("errmsg", "Not enough data-bearing nodes"));
        } else if (w instanceof String mode && !"majority".equals(mode)) {
            return Optional.of(new Document("code", 79)
                    .append("codeName", "UnknownReplWriteConcern")
                    .append("errmsg", "No write concern mode named '" + mode + "' found in replica set configuration"));
        }
        return Optional.empty();
    }
}
