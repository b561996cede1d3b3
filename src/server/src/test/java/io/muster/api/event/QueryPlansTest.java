package io.muster.api.event;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.muster.event.Audience;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import io.muster.event.Response;
import io.muster.event.Role;
import io.muster.event.Roster;
import io.muster.event.StaffEntry;
import io.muster.event.StandbyReason;
import io.muster.store.Attendances;
import io.muster.store.EventDocuments;
import io.muster.testing.database.FindRecorder;
import io.muster.testing.database.QueryPlans;
import io.muster.testing.database.TestDatabase;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.Client.Answer;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the database has to look at for each search the service sends, among some thousands of events: about what it
 * answers, by an index that gives the order too.
 */
@QuarkusTest
@Tag("service")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryPlansTest extends HttpTest {
    private static final int MANAGERS = 4;
    private static final int EVENTS_EACH = 1_000;
    private static final int DAYS_BACK = 500;
    private static final int DAYS = 800;
    private static final int TEAMS = 10;
    private static final int KEYS_A_ROW = 4;
    private static final int KEYS_AT_ALL = 100;

    private final String firm = fresh("firm");
    private final String sub = fresh("p");
    private final Random random = new Random(7);
    private final List<ObjectId> made = new ArrayList<>();

    @Inject
    Attendances attendances;

    private final MongoClient client = MongoClients.create(TestDatabase.uri());
    private final MongoDatabase database =
            client.getDatabase(ConfigProvider.getConfig().getValue("quarkus.mongodb.database", String.class));

    @BeforeAll
    void someThousandsOfEvents() {
        List<Document> events = new ArrayList<>();
        List<Document> lines = new ArrayList<>();
        for (int manager = 0; manager < MANAGERS; manager++) {
            for (int i = 0; i < EVENTS_EACH; i++) {
                Event event = event(managerId(manager), i);
                made.add(event.id());
                events.add(EventDocuments.of(event));
                lines.add(created(event));
            }
        }
        database.getCollection("events").insertMany(events);
        database.getCollection("journal").insertMany(lines);
    }

    @AfterAll
    void leaveNothing() {
        database.getCollection("events").deleteMany(new Document("_id", new Document("$in", made)));
        database.getCollection("journal").deleteMany(new Document("eventId", new Document("$in", made)));
        client.close();
    }

    @Test
    void managersLists() {
        Client manager = manager(managerId(0));

        judge(() -> {
            twoPages(manager, EVENTS + "?limit=50");
            twoPages(manager, EVENTS + "?limit=200&order=desc");
            twoPages(manager, EVENTS + "?limit=20&status=published");
            twoPages(manager, EVENTS + "?limit=20&status=draft,cancelled&order=desc");
            twoPages(manager, EVENTS + "?limit=30&from=" + today() + "&to=" + today().plusDays(90));
            twoPages(manager, EVENTS + "?limit=30&status=published,fulfilled&from=" + today());
            manager.get(EVENTS + "/summary?from=" + today() + "&to=" + today().plusDays(59))
                    .expect(200);
            delta(manager, EVENTS);
            delta(manager, EVENTS + "?status=cancelled");
        });
    }

    @Test
    void staffsLists() {
        Client person = Client.of(employed(sub, managerId(1), "team-1", "team-2"));

        judge(() -> staffsCalls(person));
    }

    @Test
    void staffsListsWhereTenantsAreOne() {
        Client person = Client.of(TestTokens.staff(sub).claim("teamIds", List.of("team-3")));

        judge(() -> staffsCalls(person));
    }

    @Test
    void aPersonOfManyTeamsAndManagers() {
        List<String> teams = IntStream.range(0, 200).mapToObj(i -> "team-" + i).toList();
        List<String> managers =
                IntStream.range(0, 150).mapToObj(QueryPlansTest.this::managerId).toList();
        Client person = Client.of(TestTokens.staff(sub).claim("teamIds", teams).claim("managerIds", managers));

        judge(() -> staffsCalls(person));
    }

    @Test
    void oneEventAndItsJournal() {
        String id = made.get(3).toHexString();
        Client manager = manager(managerId(0));

        judge(() -> {
            manager.get(path(id)).expect(200);
            manager.get(path(id) + "/journal").expect(200);
            Client.of(employed(sub, managerId(0))).get(path(id));
        });
    }

    @Test
    void calendars() {
        Client manager = manager(managerId(2));
        Client person = Client.of(employed(sub, managerId(2)));
        String left = createPublished(manager);
        accept(person, left, "Server").expect(200);
        manager.delete(path(left)).expect(204);

        judge(() -> {
            String own = person.post("/api/me/calendar")
                    .expect(201)
                    .body()
                    .path("url")
                    .textValue();
            String ofFirm = manager.post("/api/firm/calendar")
                    .expect(201)
                    .body()
                    .path("url")
                    .textValue();
            assertThat(List.of(own, ofFirm)).allMatch(url -> url.contains("/calendar/"));
            for (String url : List.of(own, ofFirm)) {
                assertThat(RestAssured.get(url.substring(url.indexOf("/calendar/")))
                                .asString())
                        .contains("STATUS:CANCELLED", left);
            }
            person.get("/api/me").expect(200);
        });
    }

    @Test
    void theDayOfAnEvent() {
        Client manager = manager(managerId(3));
        String id = create(manager, Bodies.published().put("date", today().toString()))
                .id();
        ObjectNode arrived = Bodies.object().put("state", "arrived");
        accept(Client.of(employed(sub, managerId(3))), id, "Server").expect(200);
        manager.put(path(id) + "/staff/oidc:" + sub + "/attendance", arrived).expect(200);

        judge(() -> {
            manager.put(path(id) + "/staff/oidc:" + fresh("p") + "/attendance", arrived)
                    .expect(409, "NOT_ACCEPTED");
            manager.get(path(id) + "/roster").expect(200);
            attendances
                    .since(Instant.now().minus(1, ChronoUnit.HOURS), 1_000)
                    .await()
                    .indefinitely();
        });
        manager.delete(path(id)).expect(204);
    }

    @Test
    void whatLeftSight() {
        Client manager = manager(managerId(2));
        Client person = Client.of(employed(sub, managerId(2), "team-1"));
        String id = createPublished(manager);
        accept(Client.of(employed(fresh("p"), managerId(2))), id, "Server").expect(200);
        String timestamp =
                person.get(EVENTS).expect(200).body().path("serverTimestamp").textValue();
        manager.post(path(id) + "/publish", "{\"audience_team_ids\":[\"team-2\"]}")
                .expect(200);
        manager.patch(path(id), "{\"barred_user_keys\":[\"oidc:" + sub + "\"]}").expect(200);

        judge(() -> {
            assertThat(person.get(EVENTS + "?lastSync=" + timestamp).expect(200).removedIds())
                    .contains(id);
            manager.get(path(id)).expect(200);
        });
        manager.delete(path(id)).expect(204);
    }

    private static void staffsCalls(Client person) {
        twoPages(person, EVENTS + "?limit=50");
        twoPages(person, EVENTS + "?limit=30&order=asc&from=" + today());
        twoPages(person, EVENTS + "/available?limit=40");
        twoPages(person, EVENTS + "/my-shifts?limit=20");
        twoPages(person, EVENTS + "/my-shifts?limit=20&period=past");
        delta(person, EVENTS);
        delta(person, EVENTS + "/available");
        delta(person, EVENTS + "/my-shifts");
        delta(person, EVENTS + "/my-shifts?period=past");
        twoPages(person, EVENTS + "/my-shifts?limit=20&standing=standby");
        twoPages(person, EVENTS + "/my-shifts?limit=20&standing=all&period=past");
        delta(person, EVENTS + "/my-shifts?standing=all");
    }

    private static void twoPages(Client client, String path) {
        Answer first = client.get(path).expect(200);
        assertThat(first.ids()).as(path).isNotEmpty();
        String cursor = first.body().path("nextCursor").textValue();
        assertThat(cursor).as(path).isNotNull();
        assertThat(client.get(path + (path.contains("?") ? "&" : "?") + "cursor=" + cursor)
                        .expect(200)
                        .ids())
                .doesNotContainAnyElementsOf(first.ids());
    }

    private static void delta(Client client, String path) {
        String joint = path.contains("?") ? "&" : "?";
        String timestamp =
                client.get(path).expect(200).body().path("serverTimestamp").textValue();
        assertThat(client.get(path + joint + "lastSync=" + timestamp)
                        .expect(200)
                        .body()
                        .path("deltaSync")
                        .booleanValue())
                .isTrue();
    }

    private void judge(Runnable calls) {
        FindRecorder.start();
        calls.run();
        List<BsonDocument> finds = FindRecorder.stop();
        assertThat(finds).isNotEmpty();
        Set<String> judged = new HashSet<>();
        for (BsonDocument find : finds) {
            if (judged.add(find.toJson()) && !isOfASweep(find)) {
                QueryPlans.judge(database, find, KEYS_A_ROW, KEYS_AT_ALL);
            }
        }
    }

    /** The look for all who are blocked, which the service makes by itself, perhaps meanwhile, and not for a call. */
    private static boolean isOfASweep(BsonDocument find) {
        return find.getDocument("filter").equals(BsonDocument.parse("{state: 'blocked'}"));
    }

    private String managerId(int manager) {
        return firm + "-" + manager;
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    private Document created(Event event) {
        return new Document("_id", new Document("e", event.id()).append("v", 1L))
                .append("eventId", event.id())
                .append("at", Date.from(event.createdAt()))
                .append("kind", "created")
                .append("managerId", event.managerId())
                .append("actor", "oidc:boss")
                .append("requestKey", event.id().toHexString())
                .append("fingerprint", "")
                .append("status", event.status().wireName());
    }

    /** Over some two years, of every status, for everyone, for teams and for people; a third has the person in it, a third on standby. */
    private Event event(String managerId, int i) {
        LocalDate date = today().minusDays(DAYS_BACK).plusDays(random.nextInt(DAYS));
        Map<EventField, Object> fields = new EnumMap<>(EventField.class);
        fields.put(EventField.DATE, date);
        fields.put(EventField.START_TIME, LocalTime.of(random.nextInt(24), 0));
        fields.put(EventField.TIMEZONE, ZoneId.of("America/Denver"));
        // Some changed just now, the others long ago.
        Instant updated =
                Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(i % 100 == 0 ? 0 : 1 + i, ChronoUnit.HOURS);
        List<StaffEntry> accepted = i % 3 == 0
                ? List.of(new StaffEntry(
                        "oidc:" + sub, Response.ACCEPT, Optional.of("Server"), Optional.of("server"), updated, 2))
                : List.of();
        return new Event(
                new ObjectId(),
                managerId,
                status(date),
                fields,
                List.of(Role.of("Server", 10)),
                Roster.of(
                        i % 3 == 1
                                ? List.of(StaffEntry.standby(
                                        "oidc:" + sub, Role.of("Server", 10), StandbyReason.APPROVAL, updated, 2))
                                : accepted),
                audience(),
                List.of(),
                2,
                1,
                updated,
                updated,
                false);
    }

    private EventStatus status(LocalDate date) {
        int chance = random.nextInt(10);
        if (chance == 0) {
            return EventStatus.CANCELLED;
        }
        if (date.isBefore(today())) {
            return EventStatus.COMPLETED;
        }
        return chance == 1 ? EventStatus.DRAFT : chance == 2 ? EventStatus.FULFILLED : EventStatus.PUBLISHED;
    }

    private Audience audience() {
        return switch (random.nextInt(4)) {
            case 0 -> new Audience(List.of(), List.of("team-" + random.nextInt(TEAMS)));
            case 1 -> new Audience(List.of("oidc:" + sub, "oidc:x" + random.nextInt(TEAMS)), List.of());
            default -> Audience.EVERYONE;
        };
    }
}
