package io.muster.api.list;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.muster.identity.Caller;
import io.muster.identity.Employers;
import io.muster.identity.Profile;
import io.muster.store.read.ListFilter;
import io.muster.store.read.Listing;
import io.muster.testing.database.MongoTestResource;
import io.muster.testing.database.TestDatabase;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.Client.Answer;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How old a {@code lastSync} may be, and what it may not miss. */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
class LastSyncTest {
    private static final String EVENTS = "/api/events";
    private static final String FIRM = "lastsync-firm";
    private static final Caller PERSON = new Caller(
            "oidc:lastsync",
            Profile.UNKNOWN,
            Optional.empty(),
            false,
            Employers.of(Set.of(FIRM)),
            Set.of("t-1"),
            false);

    /** Without {@code managerIds} in a test's token: works for all. */
    private static final Caller MANAGER = new Caller(
            "oidc:boss-" + FIRM, Profile.UNKNOWN, Optional.of(FIRM), false, Employers.EVERYONE, Set.of(), false);

    private final Client manager = Client.of(TestTokens.manager(FIRM));
    private final Client person = Client.of(
            TestTokens.staff("lastsync").claim("managerIds", List.of(FIRM)).claim("teamIds", List.of("t-1")));

    @Test
    void upToADayOldItGivesADelta() {
        assertThat(deltaSince(Duration.ofHours(23).plusMinutes(59))).isTrue();
        assertThat(deltaSince(Duration.ofHours(24).plusMinutes(1))).isFalse();
        assertThat(deltaSince(Duration.ofDays(4_000))).isFalse();
    }

    @Test
    void fromTheFutureItGivesTheWholeList() {
        assertThat(deltaSince(Duration.ofMinutes(-5))).isFalse();
    }

    @Test
    void whatCommitsLateIsNotMissed() {
        String id = manager.post(EVENTS, Bodies.published()).expect(201).id();
        String timestamp = person.get(EVENTS).body().path("serverTimestamp").textValue();
        // As if a change had been stamped a minute and a half ago and had committed only now.
        Date stamped = Date.from(Instant.now().minus(Duration.ofSeconds(90)));
        try (MongoClient client = MongoClients.create(TestDatabase.uri())) {
            client.getDatabase(ConfigProvider.getConfig().getValue("quarkus.mongodb.database", String.class))
                    .getCollection("events")
                    .updateOne(
                            new Document("_id", new ObjectId(id)),
                            new Document("$set", new Document("updatedAt", stamped).append("notes", "late")));
        }

        Answer delta = person.get(EVENTS + "?lastSync=" + timestamp).expect(200);
        assertThat(delta.body().path("deltaSync").booleanValue()).isTrue();
        assertThat(delta.ids()).contains(id);
    }

    /** A time stamp that came with no list, at the beginning of a connection, is good for each of the caller's. */
    @Test
    void oneThatCameWithNoListIsGoodForAll() {
        String timestamp = ServerTimestamp.of(PERSON, Instant.now());
        String id = manager.post(EVENTS, Bodies.published()).expect(201).id();

        for (String list : List.of(
                EVENTS + "?order=asc&",
                EVENTS + "?status=published,fulfilled&",
                EVENTS + "/available?",
                EVENTS + "/my-shifts?",
                EVENTS + "/my-shifts?period=past&")) {
            Answer answer = person.get(list + "lastSync=" + timestamp).expect(200);
            assertThat(isDelta(answer)).as(list).isTrue();
            assertThat(answer.ids().contains(id)).as(list).isEqualTo(!list.contains("my-shifts"));
        }
        Answer next = person.get(EVENTS + "/available?lastSync=" + timestamp);
        assertThat(isDelta(person.get(EVENTS + "/available?lastSync="
                        + next.body().path("serverTimestamp").textValue())))
                .isTrue();
    }

    @Test
    void oneThatCameWithNoListIsGoodForAManagersToo() {
        String timestamp = ServerTimestamp.of(MANAGER, Instant.now());
        String id = manager.post(EVENTS, Bodies.event()).expect(201).id();

        Answer answer =
                manager.get(EVENTS + "?status=draft&lastSync=" + timestamp).expect(200);
        assertThat(isDelta(answer)).isTrue();
        assertThat(answer.ids()).contains(id);
        assertThat(isDelta(manager.get(EVENTS + "/available?lastSync=" + timestamp)))
                .isTrue();
    }

    @Test
    void oneThatCameWithNoListCoversTheClaims() {
        Instant now = Instant.now();
        for (Caller other : List.of(
                caller("oidc:another", Optional.empty(), Set.of("t-1")),
                caller("oidc:lastsync", Optional.empty(), Set.of("t-1", "t-2")),
                caller("oidc:lastsync", Optional.of(FIRM), Set.of("t-1")),
                MANAGER)) {
            Answer answer = person.get(EVENTS + "/available?lastSync=" + ServerTimestamp.of(other, now));
            assertThat(isDelta(answer.expect(200))).as("%s", other).isFalse();
        }
        String tooOld = ServerTimestamp.of(PERSON, now.minus(Duration.ofHours(25)));
        assertThat(isDelta(person.get(EVENTS + "/available?lastSync=" + tooOld).expect(200)))
                .isFalse();
    }

    private static Caller caller(String userKey, Optional<String> managerId, Set<String> teamIds) {
        return new Caller(userKey, Profile.UNKNOWN, managerId, false, Employers.of(Set.of(FIRM)), teamIds, false);
    }

    private static boolean isDelta(Answer answer) {
        return answer.body().path("deltaSync").booleanValue();
    }

    private boolean deltaSince(Duration age) {
        ListScope scope = ListScope.ofStaff(Listing.SEEN, PERSON, ListFilter.ALL, true);
        ListPosition position = new ListPosition(
                Instant.ofEpochMilli(Instant.now().minus(age).toEpochMilli()), Optional.empty(), Optional.empty());
        return person.get(EVENTS + "?lastSync=" + position.timestamp(scope))
                .expect(200)
                .body()
                .path("deltaSync")
                .booleanValue();
    }
}
