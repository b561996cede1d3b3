package io.muster.live.stream;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.reactivestreams.client.MongoClients;
import io.muster.api.view.JournalView;
import io.muster.audit.Audits;
import io.muster.event.Audience;
import io.muster.event.Event;
import io.muster.event.EventStatus;
import io.muster.event.Role;
import io.muster.event.plan.Made;
import io.muster.event.plan.Plan;
import io.muster.identity.Caller;
import io.muster.identity.Employers;
import io.muster.identity.Profile;
import io.muster.live.step.EventLoader;
import io.muster.store.Codecs;
import io.muster.store.read.JournalReads;
import io.muster.store.read.ListFilter;
import io.muster.store.read.Listing;
import io.muster.store.read.ReadCodecs;
import io.muster.store.read.ReadsByHand;
import io.muster.testing.database.TestDatabase;
import io.quarkus.mongodb.impl.ReactiveMongoClientImpl;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What reads a journal whose lines are as large as they may be does so within a heap that holds few of them. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JournalMemoryTest {
    private static final int LINES = 250;
    private static final int TOGETHER = 10;
    private static final int ALL = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Journal journal = new Journal();
    private Event event;

    /** Who reads it, and what shows that it was read to its end. */
    enum Reader {
        PAGE {
            @Override
            Uni<Object> read(ReactiveMongoClient client, String database, ObjectId event) {
                JournalView view = new JournalView(false);
                return ReadsByHand.journal(client, database)
                        .each(event, 0, ALL, JournalReads.Extent.OUTLINE, view::add)
                        .map(done -> view.json().path("entries").size());
            }
        },
        DELTA {
            @Override
            Uni<Object> read(ReactiveMongoClient client, String database, ObjectId event) {
                Caller person = new Caller(
                        key(1), Profile.UNKNOWN, Optional.empty(), false, Employers.EVERYONE, Set.of(), false);
                return ReadsByHand.deltas(client, database)
                        .ofStaff(Listing.SEEN, person, ListFilter.ALL, Instant.EPOCH, Instant.now(), ALL)
                        .map(delta -> delta.orElseThrow().events().size() * LINES);
            }
        },
        FROM_THE_FIRST_LINE {
            @Override
            Uni<Object> read(ReactiveMongoClient client, String database, ObjectId event) {
                return loader(client, database).at(event, LINES).map(loaded -> loaded.version());
            }
        },
        BACKWARDS {
            @Override
            Uni<Object> read(ReactiveMongoClient client, String database, ObjectId event) {
                return new EventLoader(
                                ReadsByHand.lists(client, database), ReadsByHand.journal(client, database), LINES / 2)
                        .at(event, LINES / 2 + 1)
                        .map(loaded -> loaded.version() + 1);
            }
        },
        AUDIT {
            @Override
            Uni<Object> read(ReactiveMongoClient client, String database, ObjectId event) {
                Audits audits = new Audits(
                        database, (eventId, repair) -> Uni.createFrom().nothing(), Map.of());
                return audits.audit.whole().map(report -> report.checked() * LINES);
            }
        };

        abstract Uni<Object> read(ReactiveMongoClient client, String database, ObjectId event);

        private static EventLoader loader(ReactiveMongoClient client, String database) {
            return new EventLoader(ReadsByHand.lists(client, database), ReadsByHand.journal(client, database), ALL);
        }
    }

    private static String key(int number) {
        return "%032d:%0128d".formatted(0, number);
    }

    private static Audience of(int from) {
        return new Audience(
                IntStream.range(from, from + 1_000)
                        .mapToObj(JournalMemoryTest::key)
                        .toList(),
                List.of());
    }

    @BeforeAll
    void fill() {
        event = journal.write(Made.event(EventStatus.PUBLISHED, of(0), Role.of("Server", 5)));
        while (event.version() < LINES) {
            Plan plan = Made.plan(event, Made.publishTo(of((int) (event.version() % 2))));
            journal.commit(plan.entries());
            event = plan.after();
        }
        journal.store(event);
        journal.database.getCollection("events").createIndex(new Document("updatedAt", 1));
    }

    @AfterAll
    void drop() {
        journal.close();
    }

    @ParameterizedTest
    @EnumSource(Reader.class)
    void fitsIntoASmallHeap(Reader reader) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        JournalMemoryTest.class.getName(),
                        reader.name(),
                        journal.name,
                        event.id().toHexString()))
                .redirectErrorStream(true);
        builder.environment().put("MUSTER_MONGODB_URI", TestDatabase.uri());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.lines()).last().isEqualTo("" + LINES);
    }

    /** Reads, and prints what shows that it was read: the reader, the database, the event. */
    public static void main(String... args) {
        String uri = System.getenv("MUSTER_MONGODB_URI");
        try (ReactiveMongoClient client = new ReactiveMongoClientImpl(MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .codecRegistry(CodecRegistries.fromRegistries(
                        CodecRegistries.fromProviders(new Codecs(), new ReadCodecs()),
                        MongoClientSettings.getDefaultCodecRegistry()))
                .build()))) {
            System.out.println(Reader.valueOf(args[0])
                    .read(client, args[1], new ObjectId(args[2]))
                    .await()
                    .atMost(PATIENCE));
        }
        System.exit(0);
    }
}
