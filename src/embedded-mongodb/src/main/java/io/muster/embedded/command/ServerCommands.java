package io.muster.embedded.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.BsonSize;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Paths;
import io.muster.embedded.storage.Root;
import io.muster.embedded.transaction.Sessions;

/** Commands about the server and its sessions. */
final class ServerCommands {

    private static final String VERSION = "4.2.1";
    /** The wire version of MongoDB 4.2, the least that current drivers talk to. */
    private static final int WIRE_VERSION = 8;

    private static final int MAX_MESSAGE_BYTES = 48_000_000;
    private static final int MAX_BATCH = 100_000;

    private ServerCommands() {}

    /** {@code isMaster}, and {@code hello}, which 4.2 does not have but tools ask for. */
    static Document hello(Request request) {
        if (request.body().get("client") instanceof Document client
                && Paths.document(client, "application").get("name") instanceof String name) {
            request.connection().name(name);
        }
        Engine engine = request.engine();
        Document answer = new Document("hosts", List.of(engine.address()))
                .append("setName", "rs0")
                .append("setVersion", 1)
                .append("ismaster", true)
                .append("secondary", false)
                .append("primary", engine.address())
                .append("me", engine.address())
                .append("electionId", engine.electionId())
                .append("lastWrite", lastWrite(engine.store().current()));
        if ("hello".equals(request.name())) {
            answer.put("isWritablePrimary", true);
        }
        return answer.append("maxBsonObjectSize", BsonSize.MAX_DOCUMENT)
                .append("maxMessageSizeBytes", MAX_MESSAGE_BYTES)
                .append("maxWriteBatchSize", MAX_BATCH)
                .append("localTime", now())
                .append("logicalSessionTimeoutMinutes", (int) Sessions.TIMEOUT.toMinutes())
                .append("connectionId", request.connection().id())
                .append("minWireVersion", 0)
                .append("maxWireVersion", WIRE_VERSION)
                .append("readOnly", false);
    }

    private static Document lastWrite(Root root) {
        return new Document("opTime", opTime(root))
                .append("lastWriteDate", now())
                .append("majorityOpTime", opTime(root))
                .append("majorityWriteDate", now());
    }

    /** The time of the last commit as replica sets write it, in their first term. */
    static Document opTime(Root root) {
        return new Document("ts", root.time()).append("t", 1L);
    }

    private static Instant now() {
        return Instant.ofEpochMilli(System.currentTimeMillis());
    }

    static Document buildInfo(Request request) {
        return new Document("version", VERSION)
                .append("versionArray", List.of(4, 2, 1, 0))
                .append("bits", 64)
                .append("debug", false)
                .append("maxBsonObjectSize", BsonSize.MAX_DOCUMENT);
    }

    static Document serverStatus(Request request) {
        int open = (int) request.engine().sessions().all().stream()
                .filter(session -> session.openTransaction().isPresent())
                .count();
        return new Document("host", request.engine().address())
                .append("version", VERSION)
                .append("process", "mongod")
                .append("localTime", now())
                .append("transactions", new Document("currentOpen", (long) open))
                .append("repl", new Document("setName", "rs0").append("ismaster", true));
    }

    static Document replicaSetStatus(Request request) {
        Document optime = opTime(request.engine().store().current());
        Document member = new Document("_id", 0)
                .append("name", request.engine().address())
                .append("health", 1.0)
                .append("state", 1)
                .append("stateStr", "PRIMARY")
                .append("optime", optime)
                .append("self", true);
        return new Document("set", "rs0")
                .append("date", now())
                .append("myState", 1)
                .append("term", 1L)
                .append("optimes", new Document("lastCommittedOpTime", optime).append("appliedOpTime", optime))
                .append("members", List.of(member));
    }

    static Document configureFailPoint(Request request) {
        request.engine().failPoints().configure(request.body());
        return new Document();
    }

    static Document getParameter(Request request) {
        Document answer = new Document();
        boolean all = "*".equals(request.body().get("getParameter"));
        if (all || request.body().containsKey("transactionLifetimeLimitSeconds")) {
            answer.put(
                    "transactionLifetimeLimitSeconds",
                    request.engine().transactionLifetimeSeconds().get());
        }
        if (all || request.body().containsKey("featureCompatibilityVersion")) {
            answer.put("featureCompatibilityVersion", new Document("version", "4.2"));
        }
        if (answer.isEmpty()) {
            throw new CommandException(72, "no option found to get");
        }
        return answer;
    }

    static Document setParameter(Request request) {
        if (request.body().get("transactionLifetimeLimitSeconds") instanceof Number seconds && seconds.intValue() > 0) {
            int was = request.engine().transactionLifetimeSeconds().getAndSet(seconds.intValue());
            return new Document("was", was);
        }
        throw new CommandException(72, "no option found to set, use help:true to see options ");
    }

    static Document startSession(Request request) {
        UUID id = UUID.randomUUID();
        request.engine().sessions().get(id);
        return new Document("id", new Document("id", id)).append("timeoutMinutes", (int) Sessions.TIMEOUT.toMinutes());
    }

    static Document refreshSessions(Request request) {
        ids(request).forEach(request.engine().sessions()::get);
        return new Document();
    }

    /** Ending a session leaves its open transaction as it is, as MongoDB does. */
    static Document endSessions(Request request) {
        return new Document();
    }

    static Document killSessions(Request request) {
        request.engine().sessions().kill(ids(request));
        return new Document();
    }

    private static List<UUID> ids(Request request) {
        List<UUID> ids = new ArrayList<>();
        for (Document session : request.documents(request.name())) {
            if (session.get("id") instanceof UUID id) {
                ids.add(id);
            }
        }
        return ids;
    }

    /** What every answer of a replica set carries. */
    static Document times(Root root) {
        BsonTimestamp time = root.time();
        Document signature = new Document("hash", new BinData(new byte[20])).append("keyId", 0L);
        return new Document("$clusterTime", new Document("clusterTime", time).append("signature", signature))
                .append("operationTime", time);
    }
}
