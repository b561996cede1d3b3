package io.muster.api.event;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.muster.testing.database.TestDatabase;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.Client.Answer;
import io.quarkus.test.junit.QuarkusTest;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** When an event is over, in its own zone, and what that does to lists. */
@QuarkusTest
@Tag("service")
class ZonesTest extends HttpTest {
    private String managerId;
    private Client manager;
    private Client person;

    @BeforeEach
    void aManagerOfItsOwn() {
        managerId = fresh("m");
        manager = manager(managerId);
        person = staff(fresh("p"), managerId);
    }

    static Stream<ZoneId> zones() {
        return Stream.of(
                        "UTC",
                        "Pacific/Kiritimati",
                        "Etc/GMT+12",
                        "America/Denver",
                        "Asia/Kathmandu",
                        "Pacific/Chatham")
                .map(ZoneId::of);
    }

    @ParameterizedTest
    @MethodSource("zones")
    void anEventIsOverAtItsEndInItsZone(ZoneId zone) {
        String before = create(manager, ending(zone, Duration.ofMinutes(-2))).id();
        String after = create(manager, ending(zone, Duration.ofMinutes(5))).id();

        assertThat(person.get(EVENTS + "/available").ids()).containsExactly(after);
        accept(person, before, "Server").expect(409, "EVENT_CLOSED");
        accept(person, after, "Server").expect(200);
        assertThat(person.get(EVENTS + "/my-shifts").ids()).containsExactly(after);
    }

    @ParameterizedTest
    @MethodSource("zones")
    void withoutAnEndItIsOverWhenItsDayIs(ZoneId zone) {
        LocalDate today = LocalDate.now(zone);
        create(manager, on(zone, today.minusDays(1)));
        String now = create(manager, on(zone, today)).id();

        assertThat(person.get(EVENTS + "/available").ids()).containsExactly(now);
    }

    @ParameterizedTest
    @MethodSource("zones")
    void anEventThatEndsAfterMidnightIsNotOverBefore(ZoneId zone) {
        ZonedDateTime now = ZonedDateTime.now(zone);
        LocalTime end = now.toLocalTime().plusMinutes(5).truncatedTo(ChronoUnit.MINUTES);
        // It began yesterday (or today, if the end is past midnight already) later in the day than it ends.
        LocalDate began = now.plusMinutes(5).toLocalDate().minusDays(1);
        String id = create(
                        manager,
                        on(zone, began)
                                .put("start_time", end.plusMinutes(1).toString())
                                .put("end_time", end.toString()))
                .id();

        assumeThat(end.plusMinutes(1)).as("not at midnight itself").isAfter(end);
        assertThat(person.get(EVENTS + "/available").ids()).containsExactly(id);
    }

    @Test
    void shiftsArePastOnceTheyAreOverNewestFirst() {
        ZoneId zone = ZoneId.of("Asia/Tokyo");
        LocalDate today = LocalDate.now(zone);
        String older = create(manager, on(zone, today.plusDays(5))).id();
        String newer = create(manager, on(zone, today.plusDays(6))).id();
        String coming = create(manager, on(zone, today.plusDays(7))).id();
        for (String id : new String[] {older, newer, coming}) {
            accept(person, id, "Server").expect(200);
        }
        manager.patch(path(older), on(zone, today.minusDays(9))).expect(200);
        manager.patch(path(newer), on(zone, today.minusDays(2))).expect(200);

        assertThat(person.get(EVENTS + "/my-shifts?period=past").ids()).containsExactly(newer, older);
        assertThat(person.get(EVENTS + "/my-shifts?period=future").ids()).containsExactly(coming);
        assertThat(person.get(EVENTS + "/my-shifts").ids()).containsExactly(coming);
        decline(person, older).expect(409, "EVENT_CLOSED");
    }

    @Test
    void whatTimeAloneTookAwayIsToldToo() {
        ZoneId zone = ZoneId.of("America/Denver");
        String open = create(manager, ending(zone, Duration.ofMinutes(30))).id();
        String shift = create(manager, ending(zone, Duration.ofMinutes(30))).id();
        accept(person, shift, "Server").expect(200);
        String available = timestamp(EVENTS + "/available");
        String future = timestamp(EVENTS + "/my-shifts");
        String past = timestamp(EVENTS + "/my-shifts?period=past");
        // As if they had been made hours ago to end just now: nothing about them changed since.
        endedJustNow(open);
        endedJustNow(shift);

        Answer gone = person.get(EVENTS + "/available?lastSync=" + available).expect(200);
        assertThat(gone.body().path("deltaSync").booleanValue()).isTrue();
        assertThat(gone.removedIds()).contains(open);
        assertThat(gone.ids()).isEmpty();
        Answer left = person.get(EVENTS + "/my-shifts?lastSync=" + future).expect(200);
        assertThat(left.removedIds()).containsExactly(shift);
        Answer came =
                person.get(EVENTS + "/my-shifts?period=past&lastSync=" + past).expect(200);
        assertThat(came.ids()).containsExactly(shift);
        assertThat(came.removedIds()).isEmpty();
    }

    private static void endedJustNow(String id) {
        Date hoursAgo = Date.from(Instant.now().minus(Duration.ofHours(5)));
        ZoneId zone = ZoneId.of("America/Denver");
        ZonedDateTime end = ZonedDateTime.now(zone).truncatedTo(ChronoUnit.MINUTES);
        try (MongoClient client = MongoClients.create(TestDatabase.uri())) {
            client.getDatabase(ConfigProvider.getConfig().getValue("quarkus.mongodb.database", String.class))
                    .getCollection("events")
                    .updateOne(
                            new Document("_id", new ObjectId(id)),
                            new Document(
                                    "$set",
                                    new Document("updatedAt", hoursAgo)
                                            .append("date", end.toLocalDate().toString())
                                            .append(
                                                    "end_time",
                                                    end.toLocalTime().toString())
                                            .append("ord", end.toLocalDate() + "//" + id)
                                            .append("endsAt", Date.from(end.toInstant()))));
        }
    }

    private String timestamp(String path) {
        return person.get(path).expect(200).body().path("serverTimestamp").textValue();
    }

    /** An event without a start that ends so long from now, in its zone. */
    private static ObjectNode ending(ZoneId zone, Duration fromNow) {
        ZonedDateTime end = ZonedDateTime.now(zone).plus(fromNow).truncatedTo(ChronoUnit.MINUTES);
        return on(zone, end.toLocalDate()).put("end_time", end.toLocalTime().toString());
    }

    private static ObjectNode on(ZoneId zone, LocalDate date) {
        return Bodies.published().put("timezone", zone.getId()).put("date", date.toString());
    }
}
