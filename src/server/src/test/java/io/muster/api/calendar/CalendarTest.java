package io.muster.api.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.event.HttpTest;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Calendars as programs read them (docs/api.md#calendars). */
@QuarkusTest
@Tag("service")
class CalendarTest extends HttpTest {
    private static final Readers READERS = new Readers();
    private static final String OWN = "/api/me/calendar";
    private static final String OF_FIRM = "/api/firm/calendar";

    /** What firms say of people counts everywhere within it. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private final String firm = fresh("f");
    private final Client owner = manager(firm);
    private final String sub = fresh("p");
    private final Client person = staff(sub, firm);

    private static String made(Client client, String calendar) {
        String url = client.post(calendar).expect(201).body().path("url").textValue();
        assertThat(url).matches("http://[^/]+/calendar/[A-Za-z0-9_-]{22}\\.ics");
        return url.substring(url.indexOf("/calendar/"));
    }

    private static Response get(String path) {
        return RestAssured.given().urlEncodingEnabled(false).get(path);
    }

    private static List<ReadEntry> read(String path) {
        Response answer = get(path);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return READERS.read(answer.asString());
    }

    private static ReadEntry one(String path) {
        List<ReadEntry> entries = read(path);
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }

    private static ObjectNode gala() {
        ObjectNode body = Bodies.published()
                .put("start_time", "18:00")
                .put("end_time", "01:00")
                .put("timezone", "America/Denver")
                .put("venue_name", "Hall; 4")
                .put("venue_address", "1 Main St")
                .put("contact_name", "Boss")
                .put("contact_phone", "+1 555 0100")
                .put("uniform", "Black, no tie")
                .put("notes", "One\nTwo");
        ((ObjectNode) body.withArray("roles").get(0)).put("call_time", "17:00");
        return body;
    }

    private static Instant at(String time) {
        return Bodies.soon()
                .atTime(LocalTime.parse(time))
                .atZone(ZoneId.of("America/Denver"))
                .toInstant();
    }

    @Test
    void aPlaceIsThereWithAllThatStaffMaySeeOfIt() {
        String event = create(owner, gala()).id();
        accept(person, event, "Server").expect(200);
        String path = made(person, OWN);

        Response answer = get(path);

        ReadEntry entry = READERS.read(answer.asString()).get(0);
        assertThat(entry.uid()).isEqualTo(event + "@muster");
        assertThat(entry.status()).isEqualTo("CONFIRMED");
        assertThat(entry.summary()).isEqualTo("Gala, Server");
        assertThat(entry.from()).isEqualTo(at("17:00").toString());
        assertThat(entry.until())
                .isEqualTo(at("18:00").plus(Duration.ofHours(7)).toString());
        assertThat(entry.location()).isEqualTo("Hall; 4, 1 Main St");
        assertThat(entry.description())
                .isEqualTo("Role: Server\nCall time: 17:00\nStart: 18:00\nContact: Boss, +1 555 0100\n"
                        + "Uniform: Black, no tie\nOne\nTwo");
        assertThat(entry.address()).endsWith("/staff#mine");
        assertThat(answer.asString()).contains("DTSTART;TZID=America/Denver:");
        assertThat(answer.contentType()).isEqualToIgnoringCase("text/calendar;charset=UTF-8");
        assertThat(answer.headers().getValues("Cache-Control")).containsExactly("private, no-cache");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    }

    @Test
    void whoStandsByIsTentativeAndNotToldWhomToCall() {
        ObjectNode body = gala();
        ((ObjectNode) body.withArray("roles").get(0)).put("count", 1).put("waitlist", true);
        String event = create(owner, body).id();
        accept(staff(fresh("q"), firm), event, "Server").expect(200);
        person.post(path(event) + "/respond", Bodies.standBy("Server")).expect(200);
        String path = made(person.with("Accept-Language", "es-MX,es;q=0.9"), OWN);

        ReadEntry entry = one(path);

        assertThat(entry.status()).isEqualTo("TENTATIVE");
        assertThat(entry.summary()).isEqualTo("En espera: Gala, Server");
        assertThat(entry.description()).contains("Uniforme: Black").doesNotContain("Boss", "555");
    }

    @Test
    void whatIsTakenAwayStaysAsCancelled() {
        String cancelled = create(owner, gala()).id();
        String removed = create(owner, gala()).id();
        String declined = create(owner, gala()).id();
        String deleted = create(owner, gala()).id();
        String neverIn = create(owner, gala()).id();
        List.of(cancelled, removed, declined, deleted)
                .forEach(id -> accept(person, id, "Server").expect(200));
        decline(person, neverIn).expect(200);
        String path = made(person, OWN);
        assertThat(read(path)).hasSize(4).allMatch(it -> it.status().equals("CONFIRMED"));

        owner.post(path(cancelled) + "/cancel", "{\"reason\":\"Rain\"}").expect(200);
        owner.delete(path(removed) + "/staff/oidc:" + sub).expect(200);
        decline(person, declined).expect(200);
        owner.delete(path(deleted)).expect(204);

        List<ReadEntry> entries = read(path);
        assertThat(entries)
                .extracting(ReadEntry::uid)
                .containsExactlyInAnyOrder(
                        cancelled + "@muster", removed + "@muster", declined + "@muster", deleted + "@muster");
        assertThat(entries).allMatch(it -> it.status().equals("CANCELLED"));
        assertThat(entries)
                .filteredOn(it -> !it.uid().startsWith(cancelled))
                .allMatch(it -> it.description() == null && it.location() == null);
        accept(person, declined, "Server").expect(200);
        owner.patch(path(removed), "{\"event_name\":\"Secret\"}").expect(200);
        assertThat(read(path))
                .filteredOn(it -> it.uid().startsWith(declined) || it.uid().startsWith(removed))
                .singleElement()
                .satisfies(it -> assertThat(it.status()).isEqualTo("CONFIRMED"));
        assertThat(get(path).asString()).doesNotContain("Secret");
    }

    @Test
    void theSequenceIsTheManagersAndTheTagThatOfTheContent() {
        String event = create(owner, gala()).id();
        accept(person, event, "Server").expect(200);
        String path = made(person, OWN);
        String tag = get(path).header("ETag");
        int sequence = one(path).sequence();

        accept(staff(fresh("q"), firm), event, "Server").expect(200);

        Response same = RestAssured.given().header("If-None-Match", tag).get(path);
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.asString()).isEmpty();
        assertThat(same.header("ETag")).isEqualTo(tag);
        owner.patch(path(event), "{\"notes\":\"Other\"}").expect(200);
        Response other = RestAssured.given().header("If-None-Match", tag).get(path);
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(READERS.read(other.asString()).get(0).sequence()).isGreaterThan(sequence);
    }

    @Test
    void aNewAddressEndsTheOneBeforeAndAllThatOpenNothingAreAlike() {
        assertThat(hasCalendar()).isFalse();
        String first = made(person, OWN);
        assertThat(get(first).statusCode()).isEqualTo(200);
        assertThat(hasCalendar()).isTrue();

        String second = made(person, OWN);

        assertThat(get(first).statusCode()).isEqualTo(404);
        assertThat(get(second).statusCode()).isEqualTo(200);
        person.delete(OWN).expect(204);
        person.delete(OWN).expect(204);
        assertThat(hasCalendar()).isFalse();
        String ended = get(second).asString();
        assertThat(ended).contains("CALENDAR_NOT_FOUND");
        assertThat(get("/calendar/AAAAAAAAAAAAAAAAAAAAAA.ics").asString()).isEqualTo(ended);
        assertThat(get("/calendar/x.ics").asString()).isEqualTo(ended);
    }

    private boolean hasCalendar() {
        return person.get("/api/me").expect(200).body().path("calendar").booleanValue();
    }

    @Test
    void aFirmThatBlocksThePersonIsNotInIt() {
        String here = create(owner, gala()).id();
        String other = fresh("g");
        String there = create(manager(other), gala()).id();
        Client ofBoth = Client.of(employed(sub, firm).claim("managerIds", List.of(firm, other)));
        accept(ofBoth, here, "Server").expect(200);
        accept(ofBoth, there, "Server").expect(200);
        String path = made(ofBoth, OWN);
        assertThat(read(path)).hasSize(2);

        owner.post(
                        "/api/members",
                        Bodies.object()
                                .put("name", "Ada")
                                .put("userKey", "oidc:" + sub)
                                .put("state", "blocked"))
                .expect(201);

        Awaitility.await().atMost(SOON).until(() -> read(path).size() == 1);
        assertThat(one(path).uid()).isEqualTo(there + "@muster");
    }

    @Test
    void aManagerHasTheFirmsEvents() {
        String draft = create(owner, Bodies.event()).id();
        String gala = create(owner, gala()).id();
        String deleted = create(owner, gala()).id();
        createPublished(manager(fresh("g")));
        accept(person, gala, "Server").expect(200);
        owner.delete(path(deleted)).expect(204);
        String path = made(owner, OF_FIRM);

        List<ReadEntry> entries = read(path);

        assertThat(entries)
                .extracting(it -> it.uid() + " " + it.status())
                .containsExactlyInAnyOrder(
                        draft + ".firm@muster TENTATIVE",
                        gala + ".firm@muster CONFIRMED",
                        deleted + ".firm@muster CANCELLED");
        assertThat(entries)
                .filteredOn(it -> it.uid().startsWith(gala))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.description()).startsWith("Server: 1/10\n").contains("Boss");
                    assertThat(it.address()).endsWith("/#/events/" + gala);
                });
        assertThat(owner.get(OF_FIRM).expect(200).body().path("calendar").booleanValue())
                .isTrue();
        owner.delete(OF_FIRM).expect(204);
        assertThat(owner.get(OF_FIRM).expect(200).body().path("calendar").booleanValue())
                .isFalse();
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void itEndsWithTheAccess() {
        createPublished(owner);
        owner.post(
                        "/api/members",
                        Bodies.object()
                                .put("name", "Boss")
                                .put("userKey", "oidc:" + fresh("boss"))
                                .put("access", "manager")
                                .put("state", "active"))
                .expect(201);
        String member = owner.post(
                        "/api/members",
                        Bodies.object()
                                .put("name", "Ada")
                                .put("userKey", "oidc:" + sub)
                                .put("access", "manager")
                                .put("state", "active"))
                .expect(201)
                .id();
        Client another = Client.of(TestTokens.nobodys(sub)).with("Muster-Firm", firm);
        String path = made(another, OF_FIRM);
        String own = made(another, OWN);
        assertThat(read(path)).hasSize(1);

        owner.patch("/api/members/" + member, "{\"access\":\"staff\"}").expect(200);

        Awaitility.await().atMost(SOON).until(() -> get(path).statusCode() == 404);
        assertThat(read(own)).isEmpty();
        another.post(OF_FIRM).expect(403);
    }

    @Test
    void whoMayOnlyReadHasNoneOfTheFirm() {
        Client reader = Client.of(TestTokens.manager(firm).claim("access", "read"));

        reader.get(OF_FIRM).expect(403);
        reader.post(OF_FIRM).expect(403);
        reader.post(OWN).expect(403);
        person.get(OF_FIRM).expect(403);
        person.post(OF_FIRM).expect(403);
        RestAssured.given().post(OWN).then().statusCode(401);
    }

    @Test
    void oneEventForThoseWhoSeeIt() {
        String event = create(owner, gala()).id();
        String file = path(event) + ".ics";

        assertThat(READERS.read(person.get(file).expect(200).text()).get(0).status())
                .isEqualTo("TENTATIVE");
        accept(person, event, "Server").expect(200);
        ReadEntry mine = READERS.read(person.get(file).expect(200).text()).get(0);
        ReadEntry owners = READERS.read(owner.get(file).expect(200).text()).get(0);

        assertThat(mine.uid()).isEqualTo(event + "@muster");
        assertThat(mine.status()).isEqualTo("CONFIRMED");
        assertThat(mine.description()).contains("Boss");
        assertThat(owners.uid()).isEqualTo(event + ".firm@muster");
        Client reader = Client.of(TestTokens.manager(firm).claim("access", "read"));
        assertThat(reader.get(file).expect(200).text()).doesNotContain("Boss", "555");
        staff(fresh("q"), fresh("g")).get(file).expect(404, "EVENT_NOT_FOUND");
        manager(fresh("g")).get(file).expect(404, "EVENT_NOT_FOUND");
        person.get(path("000000000000000000000000") + ".ics").expect(404, "EVENT_NOT_FOUND");
        person.get(path("x") + ".ics").expect(404, "EVENT_NOT_FOUND");
        RestAssured.given().get(file).then().statusCode(401);
        assertThat(person.get(path(event)).expect(200).id()).isEqualTo(event);
    }

    @Test
    void oneCalendarIsAskedForSoOftenAndNoMore() {
        String path = made(person, OWN);
        String another = made(staff(fresh("q"), firm), OWN);

        for (int i = 0; i < 30; i++) {
            assertThat(get(path).statusCode()).isEqualTo(200);
        }

        Response refused = get(path);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(get(another).statusCode()).isEqualTo(200);
    }
}
