package io.muster.embedded.recorded;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.awaitility.Awaitility;
import org.bson.BsonArray;
import org.bson.BsonString;

/** What the recorder did between two exchanges, or could do and we need not. */
final class Interventions {

    /** Probes that make no sense here, each with the reason. */
    static final Map<String, String> EXCLUDED_PROBES = Map.of(
            "stepdown", "the only member never steps down; a fail point answers NotMaster where a test wants it");

    /** Single exchanges that are answered otherwise on purpose. */
    private static final Map<String, Set<String>> EXCLUDED_EXCHANGES = Map.of(
            // 4.2 has no hello, later versions do, and tools ask for it; the set's status is for operators of sets.
            "hello", Set.of("hello", "replSetGetStatus"));

    private static final Set<String> WITHOUT_BARRIER =
            Set.of("changestream_shadow_majority", "changestream_history_lost");

    private Interventions() {}

    static boolean isOutOfScope(Recording.Probe probe, Recording.Exchange exchange) {
        return EXCLUDED_EXCHANGES.getOrDefault(probe.name(), Set.of()).contains(exchange.command());
    }

    static void before(ProbeReplay replay, Recording.Exchange exchange) throws IOException {
        String name = replay.probe().name();
        if (exchange.note().equals("connection A closed by the client")) {
            replay.disconnect("A");
        } else if (name.equals("txn_lifetime") && exchange.note().equals("next statement")) {
            awaitNoOpenTransaction(replay);
        } else if (name.equals("changestream_history_lost") && exchange.isNote()) {
            rollHistoryOver(replay);
        } else if (name.equals("changestream_bad_token")) {
            prepareTokens(replay, exchange);
        }
        boolean stream = exchange.command().equals("getMore") || opensStream(exchange);
        if (stream && name.startsWith("changestream_") && !WITHOUT_BARRIER.contains(name)) {
            replay.send("{insert: 'barrier', documents: [{}], $db: 'elsewhere'}");
        }
    }

    private static boolean opensStream(Recording.Exchange exchange) {
        BsonArray pipeline = exchange.sent().getArray("pipeline", new BsonArray());
        return !pipeline.isEmpty() && pipeline.get(0).asDocument().containsKey("$changeStream");
    }

    private static void awaitNoOpenTransaction(ProbeReplay replay) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> replay.send("{aggregate: 1, pipeline: [{$currentOp: {}}], cursor: {}, $db: 'admin'}")
                        .getDocument("cursor")
                        .getArray("firstBatch")
                        .isEmpty());
    }

    private static void rollHistoryOver(ProbeReplay replay) throws IOException {
        replay.mongo().limitHistory(100);
        String padding = "x".repeat(1000);
        for (int i = 0; i < 200; i++) {
            replay.send("{insert: 'filler', documents: [{p: '" + padding + "'}], $db: 'truth'}");
        }
    }

    /** The probe sends tokens that nobody got: one of long ago, and one of the next second. */
    private static void prepareTokens(ProbeReplay replay, Recording.Exchange exchange) {
        int now = (int) (System.currentTimeMillis() / 1000);
        if (exchange.note().equals("a token whose time is before the oplog")) {
            replay.bindings().bind("<token#8>", new BsonString(atTime(replay, 1)));
        } else if (exchange.note().equals("a token of this second whose event does not exist")) {
            replay.bindings().bind("<token#9>", new BsonString(atTime(replay, now + 1)));
        } else if (exchange.sent().toString().contains("\"_id\": 3")) {
            int wanted = Integer.parseUnsignedInt(
                    replay.bindings()
                            .get("<token#9>")
                            .orElseThrow()
                            .asString()
                            .getValue()
                            .substring(2, 10),
                    16);
            Awaitility.await().until(() -> System.currentTimeMillis() / 1000 > wanted);
        }
    }

    private static String atTime(ProbeReplay replay, int seconds) {
        String token =
                replay.bindings().get("<token#2>").orElseThrow().asString().getValue();
        return token.substring(0, 2) + String.format("%08X00001000", seconds) + token.substring(18);
    }
}
