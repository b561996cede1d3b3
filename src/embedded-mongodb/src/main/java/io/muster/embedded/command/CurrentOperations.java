package io.muster.embedded.command;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.Paths;
import io.muster.embedded.transaction.OpenTransaction;
import io.muster.embedded.transaction.Session;

/** What {@code $currentOp} shows: the open transactions, each as the idle session that holds it. */
final class CurrentOperations {

    private CurrentOperations() {}

    /** @param stage the {@code $currentOp} stage; with {@code idleSessions: false} nothing idle is shown */
    static List<Document> list(Engine engine, Document stage) {
        List<Document> operations = new ArrayList<>();
        if (Boolean.FALSE.equals(Paths.document(stage, "$currentOp").get("idleSessions"))) {
            return operations;
        }
        for (Session session : engine.sessions().all()) {
            Optional<OpenTransaction> open = session.openTransaction();
            open.ifPresent(transaction -> operations.add(describe(engine, session, transaction)));
        }
        return operations;
    }

    private static Document describe(Engine engine, Session session, OpenTransaction transaction) {
        long openMicros = Duration.between(transaction.begun(), Instant.now()).toNanos() / 1000;
        Document parameters = new Document("txnNumber", transaction.number())
                .append("autocommit", false)
                .append("readConcern", new Document("level", "snapshot"));
        return new Document("type", "idleSession")
                .append("host", engine.address())
                .append("desc", "inactive transaction")
                .append("appName", transaction.appName())
                .append("clientMetadata", new Document("application", new Document("name", transaction.appName())))
                .append("active", false)
                .append("lsid", new Document("id", session.id()))
                .append(
                        "transaction",
                        new Document("parameters", parameters)
                                .append(
                                        "startWallClockTime",
                                        transaction.begun().toString())
                                .append("timeOpenMicros", openMicros)
                                .append("timeActiveMicros", 0L)
                                .append("timeInactiveMicros", openMicros)
                                .append(
                                        "expiryTime",
                                        transaction
                                                .begun()
                                                .plusSeconds(engine.transactionLifetimeSeconds()
                                                        .get())
                                                .toString()))
                .append("waitingForLock", false);
    }
}
