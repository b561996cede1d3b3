package io.muster.api.event;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.Client.Answer;
import io.muster.testing.http.RawHttp;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Making, reading, changing and deleting events, over HTTP. */
@QuarkusTest
@Tag("service")
class EventsTest extends HttpTest {
    private String managerId;
    private Client manager;

    @BeforeEach
    void aManagerOfItsOwn() {
        managerId = fresh("m");
        manager = manager(managerId);
    }

    @Test
    void aNewEventIsADraftUnlessPublished() {
        Answer draft = create(manager, Bodies.event());
        Answer published = create(manager, Bodies.published());

        assertThat(draft.body().path("status").textValue()).isEqualTo("draft");
        assertThat(published.body().path("status").textValue()).isEqualTo("published");
        assertThat(draft.version()).isEqualTo(1);
        assertThat(draft.header("Location")).contains(path(draft.id()));
        assertThat(draft.header("ETag")).contains("\"1\"");
        assertThat(draft.response().contentType()).isEqualTo("application/json;charset=UTF-8");
        assertThat(draft.body().path("_id")).isEqualTo(draft.body().path("id"));
        assertThat(draft.body().path("managerId").textValue()).isEqualTo(managerId);
        assertThat(draft.body().path("shift_name").textValue()).isEqualTo("Gala");
        assertThat(draft.body().path("timezone").textValue()).isEqualTo("UTC");
        assertThat(draft.body().path("createdAt")).isEqualTo(draft.body().path("updatedAt"));
        assertThat(draft.body().path("createdAt").textValue()).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:]{8}\\.\\d{3}Z");
        assertThat(draft.body().path("role_stats").toString())
                .isEqualTo(
                        "[{\"role\":\"Server\",\"capacity\":10,\"taken\":0,\"remaining\":10,\"is_full\":false,\"standby\":0}]");
    }

    /** A zone that was named in 2025; Java 17 does not have it by itself. */
    @Test
    void aZoneOf2025IsTaken() {
        ObjectNode body = Bodies.published()
                .put("date", "2027-07-01")
                .put("start_time", "18:00")
                .put("end_time", "23:00")
                .put("timezone", "America/Coyhaique");

        Answer made = create(manager, body);

        assertThat(made.body().path("timezone").textValue()).isEqualTo("America/Coyhaique");
        assertThat(made.body().path("endsAt").textValue()).isEqualTo("2027-07-02T02:00:00.000Z");
        assertThat(manager.get(path(made.id())).expect(200).body().path("endsAt"))
                .isEqualTo(made.body().path("endsAt"));
    }

    @Test
    void readingGivesWhatMakingGave() {
        ObjectNode body = Bodies.published()
                .put("notes", "first\nsecond $set a.b \ud83c\udf89")
                .put("start_time", "6:00 PM")
                .put("venue_latitude", 39.5)
                .put("respond_by", "2030-01-01T00:00:00+01:00");
        Answer made = create(manager, body);
        Answer read = manager.get(path(made.id())).expect(200);

        assertThat(read.body()).isEqualTo(made.body());
        assertThat(read.header("ETag")).contains("\"1\"");
        assertThat(read.body().path("respond_by").textValue()).isEqualTo("2029-12-31T23:00:00.000Z");
        assertThat(read.body().path("start_time").textValue()).isEqualTo("18:00");
    }

    @Test
    void theSameKeyMakesNoSecondEvent() {
        Client keyed = manager.with("Idempotency-Key", fresh("key"));
        Answer first = create(keyed, Bodies.published().put("notes", "x"));
        manager.patch(path(first.id()), "{\"notes\":\"y\"}").expect(200);
        Answer again = create(keyed, Bodies.published().put("notes", "x"));

        assertThat(again.body()).as("as first made").isEqualTo(first.body());
        keyed.post(EVENTS, Bodies.published().put("notes", "z")).expect(422, "IDEMPOTENCY_KEY_REUSED");
        assertThat(manager.get(EVENTS).expect(200).ids()).containsExactly(first.id());
    }

    @Test
    void aKeyIsItsManagersOwn() {
        String key = fresh("key");
        Answer mine = create(manager.with("Idempotency-Key", key), Bodies.event());
        Answer other = create(
                manager(fresh("m")).with("Idempotency-Key", key), Bodies.event().put("notes", "other"));

        assertThat(other.id()).isNotEqualTo(mine.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "t\u00e9"})
    void aKeyThatIsNone(String key) {
        manager.with("Idempotency-Key", key).post(EVENTS, Bodies.event()).expect(400, "VALIDATION");
    }

    @Test
    void aBatchIsMadeWhole() {
        ObjectNode batch = Bodies.object();
        batch.putArray("events").add(Bodies.event()).add(Bodies.published());
        Answer made = manager.post(EVENTS + "/batch", batch).expect(201);

        assertThat(made.body().path("events")).hasSize(2);
        assertThat(made.body().at("/events/0/status").textValue()).isEqualTo("draft");
        assertThat(manager.get(EVENTS).ids()).containsExactlyInAnyOrderElementsOf(made.ids());
    }

    @Test
    void aBatchIsMadeWholeOrNotAtAll() {
        ObjectNode batch = Bodies.object();
        batch.putArray("events").add(Bodies.event()).add(Bodies.event()).add(Bodies.roles(Bodies.event(), 0, "Server"));
        Answer refused = manager.post(EVENTS + "/batch", batch).expect(400, "VALIDATION");

        assertThat(refused.violations()).containsExactly("events[2].roles[0].count");
        assertThat(manager.get(EVENTS).ids()).isEmpty();
    }

    @Test
    void aBatchWithAKeyIsMadeOnce() {
        ObjectNode batch = Bodies.object();
        batch.putArray("events").add(Bodies.event()).add(Bodies.published());
        Client keyed = manager.with("Idempotency-Key", fresh("key"));
        Answer first = keyed.post(EVENTS + "/batch", batch).expect(201);

        assertThat(keyed.post(EVENTS + "/batch", batch).expect(201).body()).isEqualTo(first.body());
        batch.withArray("events").add(Bodies.event());
        keyed.post(EVENTS + "/batch", batch).expect(422, "IDEMPOTENCY_KEY_REUSED");
        assertThat(manager.get(EVENTS).ids()).hasSize(2);
    }

    @Test
    void aPatchChangesWhatItNames() {
        String id = create(manager, Bodies.event().put("notes", "old").put("city", "Denver"))
                .id();
        Answer patched = manager.patch(path(id), "{\"notes\":null,\"venue_name\":\"Hall 4\",\"unheard\":1}")
                .expect(200);

        assertThat(patched.version()).isEqualTo(2);
        assertThat(patched.header("ETag")).contains("\"2\"");
        assertThat(patched.body().path("notes").isNull()).isTrue();
        assertThat(patched.body().path("venue_name").textValue()).isEqualTo("Hall 4");
        assertThat(patched.body().path("city").textValue()).isEqualTo("Denver");
        assertThat(manager.get(path(id)).body()).isEqualTo(patched.body());
    }

    @Test
    void aPatchMayComeAsAMergePatch() {
        String id = create(manager, Bodies.event()).id();

        manager.patchAs("application/merge-patch+json", path(id), "{\"city\":\"Denver\"}")
                .expect(200);
        manager.patchAs("application/merge-patch+json;charset=utf-8", path(id), "{\"city\":\"Aspen\"}")
                .expect(200);
        manager.patchAs("text/plain", path(id), "{}").expect(415, "UNSUPPORTED_MEDIA_TYPE");
        manager.patchAs("application/json-patch+json", path(id), "[]").expect(415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void whatChangesNothingMakesNoVersion() {
        Answer made = create(manager, Bodies.published());

        assertThat(manager.patch(path(made.id()), made.body()).expect(200).body())
                .as("the whole event as it was read")
                .isEqualTo(made.body());
        assertThat(manager.patch(path(made.id()), "{}").expect(200).version()).isEqualTo(1);
        assertThat(manager.patch(path(made.id()), "{\"event_name\":\" Gala \"}")
                        .expect(200)
                        .version())
                .isEqualTo(1);
        assertThat(manager.get(path(made.id()) + "/journal").body().path("entries"))
                .hasSize(1);
    }

    @Test
    void anEventWithPeopleComesBackAsItIs() {
        String id = createPublished(manager);
        accept(staff(fresh("p"), managerId), id, "Server").expect(200);
        decline(staff(fresh("p"), managerId), id).expect(200);
        Answer read = manager.get(path(id)).expect(200);

        assertThat(manager.patch(path(id), read.body()).expect(200).body()).isEqualTo(read.body());
        read.object().withArray("accepted_staff").removeAll();
        assertThat(manager.patch(path(id), read.body())
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("accepted_staff");
    }

    @Test
    void onlyAManagersChangeMakesAVersionStale() {
        String id = createPublished(manager);
        accept(staff(fresh("p"), managerId), id, "Server").expect(200);

        manager.with("If-Match", "\"1\"")
                .patch(path(id), "{\"city\":\"Aspen\"}")
                .expect(200);
        manager.with("If-Match", "\"1\"")
                .patch(path(id), "{\"city\":\"Denver\"}")
                .expect(412, "VERSION_STALE");
        manager.with("If-Match", "\"3\"")
                .patch(path(id), "{\"city\":\"Denver\"}")
                .expect(200);
        manager.with("If-Match", "*").patch(path(id), "{\"city\":\"Vail\"}").expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "W/\"1\"", "\"x\"", "\"1\", \"2\"", "\"-1\"", "\"9999999999999999999\""})
    void aVersionThatIsNone(String ifMatch) {
        String id = create(manager, Bodies.event()).id();

        assertThat(manager.with("If-Match", ifMatch)
                        .patch(path(id), "{\"city\":\"x\"}")
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("If-Match");
    }

    @Test
    void capacityIsNeverSetBelowWhatIsTaken() {
        String id = createPublished(manager);
        accept(staff(fresh("p"), managerId), id, "server").expect(200);
        String last = fresh("p");
        accept(staff(last, managerId), id, "SERVER").expect(200);

        Answer refused = manager.patch(path(id), Bodies.role(Bodies.object(), "Server", 1))
                .expect(409, "CAPACITY_BELOW_TAKEN");
        assertThat(refused.body().path("role").textValue()).isEqualTo("Server");
        assertThat(refused.body().path("taken").intValue()).isEqualTo(2);
        assertThat(refused.body().path("count").intValue()).isEqualTo(1);
        assertThat(refused.body().path("over")).singleElement().satisfies(person -> {
            assertThat(person.path("userKey").textValue()).isEqualTo("oidc:" + last);
            assertThat(person.path("name").textValue()).isEqualTo("Name of " + last);
            assertThat(person.path("role").textValue()).isEqualTo("Server");
        });
        manager.patch(path(id), Bodies.role(Bodies.object(), "Cook", 5)).expect(409, "CAPACITY_BELOW_TAKEN");
        Answer full = manager.patch(path(id), Bodies.role(Bodies.object(), "SERVER", 2))
                .expect(200);
        assertThat(full.body().path("status").textValue()).isEqualTo("fulfilled");
        assertThat(full.body().at("/accepted_staff/0/role").textValue()).isEqualTo("SERVER");
        assertThat(manager.patch(path(id), Bodies.role(Bodies.object(), "SERVER", 3))
                        .expect(200)
                        .body()
                        .path("status")
                        .textValue())
                .isEqualTo("published");
    }

    @Test
    void aDeletedEventIsGoneButForItsJournal() {
        String id = createPublished(manager);
        Client person = staff(fresh("p"), managerId);
        accept(person, id, "Server").expect(200);

        assertThat(manager.delete(path(id)).expect(204).text()).isEmpty();
        manager.get(path(id)).expect(404, "EVENT_NOT_FOUND");
        person.get(path(id)).expect(404, "EVENT_NOT_FOUND");
        manager.delete(path(id)).expect(404, "EVENT_NOT_FOUND");
        manager.patch(path(id), "{}").expect(404, "EVENT_NOT_FOUND");
        manager.post(path(id) + "/publish").expect(404, "EVENT_NOT_FOUND");
        assertThat(manager.get(EVENTS).ids()).isEmpty();
        assertThat(person.get(EVENTS + "/my-shifts").ids()).isEmpty();
        JsonNode entries = manager.get(path(id) + "/journal").expect(200).body().path("entries");
        assertThat(entries.findValuesAsText("kind")).containsExactly("created", "accepted", "deleted");
    }

    @Test
    void theJournalTellsWhatHappened() {
        String id = createPublished(manager);
        String sub = fresh("p");
        accept(staff(sub, managerId), id, "Server").expect(200);
        manager.patch(path(id), "{\"city\":\"Aspen\",\"notes\":\"x\"}").expect(200);
        decline(staff(sub, managerId), id).expect(200);
        manager.delete(path(id) + "/staff/oidc:" + sub).expect(200);
        manager.post(path(id) + "/cancel").expect(200);

        JsonNode all = manager.get(path(id) + "/journal").expect(200).body().path("entries");
        assertThat(all.findValuesAsText("kind"))
                .containsExactly("created", "accepted", "updated", "declined", "removed", "cancelled");
        assertThat(all.findValuesAsText("version")).containsExactly("1", "2", "3", "4", "5", "6");
        JsonNode accepted = all.get(1);
        assertThat(accepted.path("userKey").textValue()).isEqualTo("oidc:" + sub);
        assertThat(accepted.path("actor").textValue()).isEqualTo("oidc:" + sub);
        assertThat(accepted.path("response").textValue()).isEqualTo("accept");
        assertThat(accepted.path("role").textValue()).isEqualTo("Server");
        assertThat(all.get(2).path("changed").toString()).isEqualTo("[\"city\",\"notes\"]");
        assertThat(all.get(2).path("actor").textValue()).isEqualTo("oidc:boss-" + managerId);
        assertThat(all.get(2).path("userKey").isNull()).isTrue();
        assertThat(all.get(4).path("userKey").textValue()).isEqualTo("oidc:" + sub);
        JsonNode part =
                manager.get(path(id) + "/journal?after=2&limit=2").body().path("entries");
        assertThat(part.findValuesAsText("version")).containsExactly("3", "4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"after=-1", "after=x", "limit=0", "limit=501", "limit=1.5", "after=99999999999999999999"})
    void aJournalAskedForWrongly(String query) {
        String id = create(manager, Bodies.event()).id();

        assertThat(manager.get(path(id) + "/journal?" + query)
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly(query.substring(0, query.indexOf('=')));
    }

    @Test
    void aPersonTakenOutHasNotResponded() {
        String id = createPublished(manager);
        Client person = staff(fresh("p"), managerId);
        Answer accepted = accept(person, id, "Server").expect(200);
        String userKey = accepted.body().at("/accepted_staff/0/userKey").textValue();

        Answer removed = manager.delete(path(id) + "/staff/" + userKey).expect(200);
        assertThat(removed.body().path("accepted_count").intValue()).isZero();
        assertThat(removed.body().at("/role_stats/0/remaining").intValue()).isEqualTo(10);
        assertThat(person.get(path(id)).expect(200).body().path("my_response").isNull())
                .isTrue();
        manager.delete(path(id) + "/staff/" + userKey).expect(404, "STAFF_NOT_FOUND");
        accept(person, id, "Server").expect(200);
    }

    @Test
    void aBarredPersonIsShutOutUntilThatIsLifted() {
        String id = createPublished(manager);
        String sub = fresh("p");
        Client person = staff(sub, managerId);
        decline(person, id).expect(200);

        Answer barred =
                manager.delete(path(id) + "/staff/oidc:" + sub + "?bar=true").expect(200);
        assertThat(barred.body().path("barred_user_keys").toString()).isEqualTo("[\"oidc:" + sub + "\"]");
        person.get(path(id)).expect(404, "EVENT_NOT_FOUND");
        assertThat(person.get(EVENTS).ids()).doesNotContain(id);
        assertThat(person.get(EVENTS + "/available").ids()).doesNotContain(id);
        accept(person, id, "Server").expect(409, "BARRED");
        manager.patch(path(id), "{\"barred_user_keys\":[]}").expect(200);
        assertThat(person.get(EVENTS + "/available").ids()).contains(id);
        accept(person, id, "Server").expect(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nobody",
                "oidc:nobody",
                "%2e%2e%2f%2e%2e",
                "a%7Cb",
                "a%2Fb",
                "%24where",
                "%00",
                "a%252Fb",
                "oidc:x%20y",
                "%F0%9F%8E%89"
            })
    void nobodyOfThatName(String userKey) {
        String id = createPublished(manager);

        Answer answer = manager.delete(path(id) + "/staff/" + userKey);
        answer.expect(404, "STAFF_NOT_FOUND");
        assertThat(answer.text()).doesNotContain("nobody", "where");
    }

    @Test
    void aUserKeyIsDecodedOnce() {
        String id = createPublished(manager);
        List<String> subs = List.of("a/b", "a|b", "a%2Fb", "a+b", "a:b", "..", "?x=1#y", "a;b");
        for (String sub : subs) {
            accept(staff(sub, managerId), id, "Server").expect(200);
        }
        for (String segment : List.of("a%2Fb", "a%7Cb", "a%252Fb", "a+b", "a:b", "%2E%2E", "%3Fx=1%23y", "a%3Bb")) {
            manager.delete(path(id) + "/staff/oidc:" + segment).expect(200);
        }
        assertThat(manager.get(path(id)).body().path("accepted_count").intValue())
                .isZero();
    }

    @Test
    void aBarInAUserKeyNeedsNoEncoding() throws IOException {
        String id = createPublished(manager);
        String sub = "auth0|" + fresh("p");
        accept(staff(sub, managerId), id, "Server").expect(200);

        try (RawHttp raw = new RawHttp()) {
            RawHttp.Answer answer = raw.send(
                            "DELETE " + path(id) + "/staff/oidc:" + sub + " HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Authorization: "
                                    + TestTokens.manager(managerId).bearer() + "\r\n\r\n")
                    .answer();
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%zz", "%", "%2", "<x>", "{id}", "a^b", "\\", "[x]"})
    void whatIsNoAddressIsRefused(String segment) throws IOException {
        String id = createPublished(manager);
        try (RawHttp raw = new RawHttp()) {
            RawHttp.Answer answer = raw.send(
                            "DELETE " + path(id) + "/staff/" + segment + " HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Authorization: "
                                    + TestTokens.manager(managerId).bearer() + "\r\n\r\n")
                    .answer();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("\"code\":\"VALIDATION\"").doesNotContain(segment);
        }
    }

    /** As a campaign's link has it, in an address that a browser sends as it is. */
    @ParameterizedTest
    @ValueSource(
            strings = {"utm_campaign={spring}", "a|b^c`d", "x[]=1&y[z]=2", "back\\\\slash", "50%", "%zz", "q={%7B}"})
    void whatABrowserLeavesInAQueryIsTaken(String query) throws IOException {
        String signedIn = "Authorization: " + TestTokens.manager(managerId).bearer() + "\r\n";
        for (String path : List.of("/", "/staff", EVENTS)) {
            try (RawHttp raw = new RawHttp()) {
                RawHttp.Answer answer = raw.send(
                                "GET " + path + "?" + query + " HTTP/1.1\r\nHost: localhost\r\n" + signedIn + "\r\n")
                        .answer();
                assertThat(answer.status()).as(path).isEqualTo(200);
            }
        }
        String cursor = "{not}a^cursor";
        try (RawHttp raw = new RawHttp()) {
            assertThat(raw.send("GET " + EVENTS + "?cursor=" + cursor + " HTTP/1.1\r\nHost: localhost\r\n" + signedIn
                                    + "\r\n")
                            .answer()
                            .body())
                    .contains("\"field\":\"cursor\"");
        }
    }

    @Test
    void barIsTrueOrFalse() {
        String id = createPublished(manager);

        assertThat(manager.delete(path(id) + "/staff/oidc:1?bar=yes")
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("bar");
    }

    @Test
    void literalAddressesAreNoIds() {
        manager.get(EVENTS + "/available").expect(200);
        manager.get(EVENTS + "/my-shifts").expect(200);
        manager.get(EVENTS + "/batch").expect(405, "METHOD_NOT_ALLOWED");
        manager.patch(EVENTS + "/available", "{}").expect(405, "METHOD_NOT_ALLOWED");
        manager.delete(EVENTS + "/batch").expect(405, "METHOD_NOT_ALLOWED");
        manager.post(EVENTS + "/available/publish").expect(404);
    }

    @Test
    void aTokenThatMayOnlyReadReads() {
        String id = createPublished(manager);
        String sub = fresh("p");
        Client person = staff(sub, managerId);
        accept(person, id, "Server").expect(200);
        Client screen = Client.of(TestTokens.manager(managerId).claim("access", "read"));

        Answer read = screen.get(path(id)).expect(200);
        assertThat(read.body().at("/accepted_staff/0/userKey").textValue()).isEqualTo("oidc:" + sub);
        assertThat(read.body().at("/accepted_staff/0/name").textValue()).isEqualTo("Name of " + sub);
        assertThat(read.text()).doesNotContain("@example.org");
        assertThat(manager.get(path(id)).text()).contains(sub + "@example.org");
        assertThat(screen.get(EVENTS).expect(200).ids()).containsExactly(id);
        screen.get(path(id) + "/journal").expect(200);
        screen.patch(path(id), "{}").expect(403, "FORBIDDEN");
        screen.post(EVENTS, Bodies.event()).expect(403, "FORBIDDEN");
        screen.delete(path(id)).expect(403, "FORBIDDEN");
        screen.post(path(id) + "/cancel").expect(403, "FORBIDDEN");
        screen.delete(path(id) + "/staff/oidc:" + sub).expect(403, "FORBIDDEN");
    }

    @Test
    void aBarIsLiftedByACallOfItsOwn() {
        String id = createPublished(manager);
        String sub = fresh("p");
        accept(staff(sub, managerId), id, "Server").expect(200);
        manager.delete(path(id) + "/staff/oidc:" + sub + "?bar=true").expect(200);
        accept(staff(sub, managerId), id, "Server").expect(409, "BARRED");

        Answer lifted = manager.delete(path(id) + "/bars/oidc:" + sub).expect(200);

        assertThat(lifted.body().path("barred_user_keys")).isEmpty();
        assertThat(lifted.version()).isEqualTo(4);
        accept(staff(sub, managerId), id, "Server").expect(200);
        assertThat(manager.delete(path(id) + "/bars/oidc:" + sub).expect(200).version())
                .as("nobody is barred, so nothing changes")
                .isEqualTo(5);
        staff(sub, managerId).delete(path(id) + "/bars/oidc:" + sub).expect(403);
        manager("m-other").delete(path(id) + "/bars/oidc:" + sub).expect(404, "EVENT_NOT_FOUND");
    }

    @Test
    void aBarOfAClosedEventStaysUntilItIsReopened() {
        String id = createPublished(manager);
        String sub = fresh("p");
        accept(staff(sub, managerId), id, "Server").expect(200);
        manager.delete(path(id) + "/staff/oidc:" + sub + "?bar=true").expect(200);
        manager.post(path(id) + "/cancel").expect(200);

        assertThat(manager.delete(path(id) + "/bars/oidc:" + sub)
                        .expect(409, "WRONG_STATUS")
                        .body()
                        .path("eventStatus")
                        .textValue())
                .isEqualTo("cancelled");
        manager.delete(path(id) + "/bars/oidc:nobody").expect(200);
        manager.post(path(id) + "/reopen").expect(200);
        manager.delete(path(id) + "/bars/oidc:" + sub).expect(200);
    }

    @Test
    void soManyAreBarredAndNoMore() {
        ObjectNode body = Bodies.published();
        for (int i = 0; i < 1_000; i++) {
            body.withArray("barred_user_keys").add("oidc:barred-" + i);
        }
        String id = create(manager, body).id();
        String sub = fresh("p");
        accept(staff(sub, managerId), id, "Server").expect(200);

        manager.delete(path(id) + "/staff/oidc:" + sub + "?bar=true").expect(409, "TOO_MANY_BARRED");
        manager.delete(path(id) + "/bars/oidc:barred-7").expect(200);
        manager.delete(path(id) + "/staff/oidc:" + sub + "?bar=true").expect(200);
        body.withArray("barred_user_keys").add("oidc:one-too-many");
        assertThat(manager.post(EVENTS, body).expect(400, "VALIDATION").violations())
                .containsExactly("barred_user_keys");
    }

    @Test
    void whatHasPassedAlreadyIsWarnedOf() {
        ObjectNode late = Bodies.published().put("respond_by", "2020-01-01T00:00:00Z");
        Answer made = manager.post(EVENTS, late).expect(201);
        assertThat(made.body().path("warnings").findValuesAsText("code")).containsExactly("RESPOND_BY_PASSED");
        assertThat(made.body().path("warnings").findValuesAsText("field")).containsExactly("respond_by");
        assertThat(made.body().at("/warnings/0/message").textValue()).isNotBlank();

        Answer past =
                manager.patch(path(made.id()), "{\"date\":\"2020-01-02\"}").expect(200);
        assertThat(past.body().path("warnings").findValuesAsText("code"))
                .containsExactly("DATE_PASSED", "RESPOND_BY_PASSED");

        Answer right = manager.patch(path(made.id()), "{\"respond_by\":null,\"date\":\"" + Bodies.soon() + "\"}")
                .expect(200);
        assertThat(right.body().has("warnings")).isFalse();
        assertThat(manager.get(path(made.id())).body().has("warnings")).isFalse();

        String draft = create(manager, Bodies.event().put("date", "2020-01-01")).id();
        Answer published = manager.post(path(draft) + "/publish").expect(200);
        assertThat(published.body().path("warnings").findValuesAsText("code")).containsExactly("DATE_PASSED");
        ObjectNode batch = Bodies.object();
        batch.withArray("events").add(late);
        assertThat(manager.post(EVENTS + "/batch", batch)
                        .expect(201)
                        .body()
                        .at("/events/0/warnings/0/code")
                        .textValue())
                .isEqualTo("RESPOND_BY_PASSED");
        assertThat(manager.post(path(draft) + "/cancel").expect(200).body().has("warnings"))
                .isFalse();
    }
}
