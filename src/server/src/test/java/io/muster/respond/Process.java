package io.muster.respond;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.muster.event.journal.SchemaNumber;
import io.muster.store.write.Ledger;
import io.muster.store.write.MongoLedger;
import io.muster.store.write.MongoTurnNumbers;
import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import org.bson.types.ObjectId;

/**
 * The way in for changes as one process has it: a client of its own, lanes of its own. Several of them on one database are
 * several processes as far as anybody can tell.
 */
final class Process implements AutoCloseable {
    final TestClient client;
    final Lanes lanes;

    /** With settings that differ, by their names after {@code muster.respond.}. */
    Process(String uri, String database, Map<String, String> different) {
        this(uri, database, different, ledger -> ledger);
    }

    /** @param other what it has instead of its ledger */
    Process(String uri, String database, Map<String, String> different, UnaryOperator<Ledger> other) {
        client = new TestClient(uri, database, different);
        Ledger ledger = other.apply(
                new MongoLedger(client.database, people -> Uni.createFrom().voidItem(), SchemaNumber.NEWEST));
        LaneFactory factory = new LaneFactory(
                ledger,
                new MongoTurnNumbers(client.database),
                client.loop,
                client.orphans::endThem,
                client.settings,
                client.metrics,
                new BatchSpans(OpenTelemetry.noop()),
                client.timing,
                () -> new InOrder(client.threads));
        lanes = new Lanes(
                factory,
                new EventExistence(ledger::existing, client.settings.maxCommands()),
                new Creation(ledger, client.loop, client.orphans, client.timing, client.settings),
                client.settings,
                client.metrics,
                DecisionLogs.hidden(),
                client.timing);
    }

    Uni<Outcome> submit(ObjectId eventId, KeyedCommand request) {
        return lanes.submit(eventId, request);
    }

    UniAssertSubscriber<Outcome> send(ObjectId eventId, KeyedCommand request) {
        return submit(eventId, request).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    Event create(Event event) {
        return lanes.create(List.of(event), "test:manager", new ObjectId().toHexString(), "create")
                .await()
                .indefinitely()
                .get(0);
    }

    @Override
    public void close() {
        client.close();
    }
}
