package io.muster.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.event.Shutdown;

import com.mongodb.MongoSocketReadException;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import io.muster.store.audit.EventPages;
import io.muster.testing.database.TestDatabase;
import io.muster.testing.http.GoodEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.types.ObjectId;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Of all the processes one audits at a time, and once in a while. */
class ScheduledAuditTest {
    /** A page for each event, and little patience. */
    private static final Map<String, String> SMALL = Map.of("events", "1", "pause", "10ms");

    private final String name = TestDatabase.freshName();
    private final MongoClient mongo = MongoClients.create(TestDatabase.uri());
    private final MongoDatabase database = mongo.getDatabase(name);
    private final List<Audits> opened = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final ExtHandler listener = new ExtHandler() {
        @Override
        protected void doPublish(ExtLogRecord line) {
            synchronized (said) {
                said.add(line.getLevel() + " " + line.getFormattedMessage());
            }
        }
    };

    @BeforeEach
    void listen() {
        Logger.getLogger(ScheduledAudit.class.getName()).addHandler(listener);
        GoodEvent overfull = new GoodEvent();
        overfull.accepted().add(GoodEvent.entry("oidc:eve", "Server", 6));
        database.getCollection("events").insertMany(List.of(overfull.event, new GoodEvent().event));
    }

    @AfterEach
    void close() {
        Logger.getLogger(ScheduledAudit.class.getName()).removeHandler(listener);
        opened.forEach(Audits::close);
        database.drop();
        mongo.close();
    }

    @Test
    void oneOfTwoProcessesAuditsAndCountsWhatItFinds() {
        Audits one = process("15m");
        Audits other = process("15m");

        List<Boolean> did = Uni.join()
                .all(one.scheduled.due(), other.scheduled.due())
                .andFailFast()
                .await()
                .indefinitely();

        assertThat(did).containsExactlyInAnyOrder(true, false);
        assertThat(overflows(one) + overflows(other)).isEqualTo(1);
        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith(
                        "WARN audit checked=2 overflow=1 duplicate=0 stats=1 journal=2 promotion=0 overlap=0 tookMs=");
    }

    @Test
    void onceTheLeaseHasRunOutItIsDoneAgain() {
        Audits one = process("15m");
        Audits other = process("15m");
        assertThat(due(one)).isTrue();
        assertThat(due(one)).as("just done").isFalse();
        assertThat(due(other)).as("just done by another").isFalse();

        database.getCollection("leases").updateOne(new Document("_id", "audit"), Updates.set("until", new Date(0)));

        assertThat(due(other)).isTrue();
        assertThat(overflows(other)).isEqualTo(1);
    }

    @Test
    void whatSomebodyAsksForHoldsUpNothing() {
        Audits one = process("15m");
        List<Boolean> during = new ArrayList<>();

        one.oneAtATime
                .run("asked", () -> one.scheduled.due().invoke(during::add))
                .await()
                .indefinitely();

        assertThat(during).containsExactly(true);
    }

    @Test
    void aPageThatCannotBeReadIsReadAgain() {
        Audits one = process("15m");
        ScheduledAudit scheduled = one.scheduled(failing(one, 1, 3));

        assertThat(scheduled.due().await().indefinitely()).isTrue();

        assertThat(overflows(one)).isEqualTo(1);
        assertThat(lines()).singleElement().asString().startsWith("WARN audit checked=2 overflow=1");
        assertThat(dueIn()).as("done for this time").isBetween(Duration.ofMinutes(14), Duration.ofMinutes(15));
    }

    @Test
    void whatWasFoundCountsThoughItEndsEarlyAndItIsMadeAgainSoon() {
        Audits one = process("15m");
        ScheduledAudit scheduled = one.scheduled(failing(one, 1, Integer.MAX_VALUE));

        assertThat(scheduled.due().await().indefinitely()).isTrue();

        assertThat(overflows(one)).isEqualTo(1);
        assertThat(lines()).singleElement().asString().startsWith("WARN audit checked=1 overflow=1");
        assertThat(dueIn()).as("again in minutes").isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
    }

    /** The events of a database that fails so many times after so many pages. */
    private EventPages failing(Audits process, int pages, int times) {
        AtomicInteger asked = new AtomicInteger();
        return new EventPages(process.client(), name, Audits.settings(SMALL).events()) {
            @Override
            public Uni<List<RawBsonDocument>> after(ObjectId id) {
                int turn = asked.getAndIncrement();
                return turn >= pages && turn - pages < times
                        ? Uni.createFrom().failure(new MongoSocketReadException("cut", new ServerAddress()))
                        : super.after(id);
            }
        };
    }

    private Duration dueIn() {
        Date until = Objects.requireNonNull(database.getCollection("leases")
                        .find(new Document("_id", ScheduledAudit.LEASE))
                        .first())
                .getDate("until");
        return Duration.between(Instant.now(), until.toInstant());
    }

    @Test
    void itGoesByItselfAndZeroTurnsItOff() {
        Audits off = process("0");
        Audits on = process("200ms");
        off.scheduled.start(new StartupEvent());
        on.scheduled.start(new StartupEvent());
        try {
            Awaitility.await().until(() -> overflows(on) >= 2);
            assertThat(overflows(off)).isZero();
        } finally {
            on.scheduled.stop(new Shutdown());
            off.scheduled.stop(new Shutdown());
        }
    }

    private List<String> lines() {
        synchronized (said) {
            return List.copyOf(said);
        }
    }

    private static boolean due(Audits process) {
        return process.scheduled.due().await().indefinitely();
    }

    private static double overflows(Audits process) {
        return process.registry.get("muster.capacity.overflow").counter().count();
    }

    private static Map<String, String> different(String every) {
        Map<String, String> different = new HashMap<>(SMALL);
        different.put("every", every);
        return different;
    }

    private Audits process(String every) {
        Audits made = new Audits(
                name,
                (eventId, repair) -> Uni.createFrom().failure(new AssertionError("nothing is repaired here")),
                different(every));
        opened.add(made);
        return made;
    }
}
