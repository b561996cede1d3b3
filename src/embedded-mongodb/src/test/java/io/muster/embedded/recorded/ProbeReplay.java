package io.muster.embedded.recorded;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.muster.embedded.EmbeddedMongo;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Sends a probe's commands to a database of its own and collects what is answered otherwise than recorded. */
final class ProbeReplay implements AutoCloseable {

    /** Exchanges that were sent while another command held them up: their answer comes later. */
    private static final Set<String> HELD_UP =
            Set.of("sent while A is open", "queued behind A", "sent before the write", "killed while it waits");

    private static final String SEED = "{insert: 'c', documents: [{_id: 'seed', n: 0}], $db: 'truth'}";
    private static final int STILL_WAITING_MILLIS = 150;

    private final Recording.Probe probe;
    private final EmbeddedMongo mongo = EmbeddedMongo.start();
    private final Bindings bindings = new Bindings();
    private final AnswerComparison comparison;
    private final Map<String, WireClient> clients = new HashMap<>();
    private final Map<Recording.Exchange, CompletableFuture<BsonDocument>> heldUp = new LinkedHashMap<>();
    private final List<String> differences = new ArrayList<>();

    ProbeReplay(Recording.Probe probe) {
        this.probe = probe;
        this.comparison = new AnswerComparison(bindings, eventTokens(probe));
    }

    /** @return what differs, empty if nothing does */
    List<String> run() throws Exception {
        prepare();
        for (Recording.Exchange exchange : probe.exchanges()) {
            Interventions.before(this, exchange);
            if (exchange.isNote()) {
                continue;
            }
            finishHeldUpOn(exchange.connection());
            BsonDocument command = bindings.fill(exchange.sent());
            if (HELD_UP.stream().anyMatch(exchange.note()::startsWith)) {
                holdUp(exchange, command);
            } else {
                compare(exchange, client(exchange.connection()).send(command));
                finishReleased();
            }
        }
        for (Recording.Exchange exchange : List.copyOf(heldUp.keySet())) {
            finish(exchange);
        }
        return differences;
    }

    /** The collections stood before, as they did for the recorded server, and are fresh now. */
    private void prepare() throws IOException {
        if (probe.name().equals("changestream_history_lost")) {
            send("{drop: 'c', $db: 'truth'}");
            return;
        }
        for (int i = 0; i < 2; i++) {
            send("{drop: 'c', $db: 'truth'}");
            send("{drop: 'd', $db: 'truth'}");
            send("{create: 'd', $db: 'truth'}");
            send(SEED);
        }
    }

    /** Sends something that is not part of the probe. */
    BsonDocument send(String command) throws IOException {
        return client("aside").send(BsonDocument.parse(command));
    }

    private void holdUp(Recording.Exchange exchange, BsonDocument command) throws Exception {
        WireClient client = client(exchange.connection());
        CompletableFuture<BsonDocument> answer = CompletableFuture.supplyAsync(() -> client.send(command), task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            thread.start();
        });
        heldUp.put(exchange, answer);
        try {
            answer.get(STILL_WAITING_MILLIS, TimeUnit.MILLISECONDS);
            differences.add(exchange.command() + " (" + exchange.note() + ") did not wait");
        } catch (TimeoutException asItShould) {
            // It waits for what the next exchanges do.
        }
    }

    private void finishHeldUpOn(String connection) throws Exception {
        for (Recording.Exchange exchange : List.copyOf(heldUp.keySet())) {
            if (exchange.connection().equals(connection)) {
                finish(exchange);
            }
        }
    }

    /** What this exchange has set free answers now, before the next one is sent. */
    private void finishReleased() throws Exception {
        for (Recording.Exchange exchange : List.copyOf(heldUp.keySet())) {
            try {
                heldUp.get(exchange).get(STILL_WAITING_MILLIS, TimeUnit.MILLISECONDS);
                finish(exchange);
            } catch (TimeoutException stillHeldUp) {
                // A later exchange sets it free.
            }
        }
    }

    private void finish(Recording.Exchange exchange) throws Exception {
        compare(exchange, heldUp.remove(exchange).get(10, TimeUnit.SECONDS));
    }

    private void compare(Recording.Exchange exchange, BsonDocument answer) throws IOException {
        if (answer.containsKey("<network error>")) {
            disconnect(exchange.connection());
        }
        if (!Interventions.isOutOfScope(probe, exchange)) {
            comparison
                    .differences(exchange.received(), answer)
                    .forEach(difference -> differences.add(probe.exchanges().indexOf(exchange) + " "
                            + exchange.command() + " (" + exchange.note() + ") " + difference));
        }
    }

    /** Closes a connection; the next command on it opens a new one. */
    void disconnect(String connection) {
        WireClient client = clients.remove(connection);
        if (client != null) {
            client.close();
        }
    }

    private WireClient client(String connection) throws IOException {
        WireClient client = clients.get(connection);
        if (client == null) {
            client = new WireClient(mongo.port());
            clients.put(connection, client);
        }
        return client;
    }

    EmbeddedMongo mongo() {
        return mongo;
    }

    Bindings bindings() {
        return bindings;
    }

    Recording.Probe probe() {
        return probe;
    }

    private static Set<String> eventTokens(Recording.Probe probe) {
        Set<String> tokens = new TreeSet<>();
        probe.exchanges().forEach(exchange -> collect(exchange.received(), tokens));
        return tokens;
    }

    private static void collect(BsonValue value, Set<String> tokens) {
        if (value.isArray()) {
            value.asArray().forEach(element -> collect(element, tokens));
        } else if (value.isDocument()) {
            value.asDocument().forEach((name, field) -> {
                if (name.equals("_id")
                        && field.isDocument()
                        && field.asDocument().containsKey("_data")) {
                    tokens.add(field.asDocument()
                            .getString("_data", new BsonString(""))
                            .getValue());
                } else {
                    collect(field, tokens);
                }
            });
        }
    }

    @Override
    public void close() {
        List.copyOf(clients.keySet()).forEach(this::disconnect);
        mongo.close();
    }
}
