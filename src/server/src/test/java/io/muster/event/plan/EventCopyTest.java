package io.muster.event.plan;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import io.muster.event.Audience;
import io.muster.event.AudiencePatch;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventPatch;
import io.muster.event.EventStatus;
import io.muster.event.Role;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import static io.muster.event.plan.Made.accept;
import static io.muster.event.plan.Made.after;
import static io.muster.event.plan.Made.barring;
import static io.muster.event.plan.Made.cancel;
import static io.muster.event.plan.Made.edit;
import static io.muster.event.plan.Made.event;
import static io.muster.event.plan.Made.waitlisted;
import static io.muster.event.plan.Made.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A copy of an event on another day (docs/api.md#copies). */
class EventCopyTest {
    private static final Role SERVER = waitlisted("Server", 2);

    private static Event in(String zone, String date) {
        Event there = with(event(SERVER), EventField.TIMEZONE, ZoneId.of(zone));
        return with(there, EventField.DATE, LocalDate.parse(date));
    }

    private static Event copied(Event source, String date) {
        return EventCopy.of(source, new ObjectId(), LocalDate.parse(date), EventStatus.DRAFT);
    }

    private static Instant respondBy(Event event) {
        return (Instant) event.field(EventField.RESPOND_BY).orElseThrow();
    }

    @Test
    void instantsKeepTheirTimeOfDayAcrossAClockChange() {
        Event summer = with(in("Europe/Berlin", "2026-10-24"), EventField.RESPOND_BY, at("2026-10-23T16:00:00Z"));
        Event both = with(summer, EventField.PROMOTE_UNTIL, at("2026-10-24T04:00:00Z"));

        Event winter = copied(both, "2026-10-31");

        assertThat(respondBy(winter)).isEqualTo(at("2026-10-30T17:00:00Z"));
        assertThat(winter.field(EventField.PROMOTE_UNTIL)).contains(at("2026-10-31T05:00:00Z"));
        assertThat(respondBy(copied(winter, "2026-10-24"))).isEqualTo(at("2026-10-23T16:00:00Z"));
    }

    @Test
    void wavesAreMovedAsWell() {
        Audience.Wave wave = new Audience.Wave(at("2026-10-23T16:00:00Z"), List.of("t-1"));
        Event there = in("Europe/Berlin", "2026-10-24");
        Event summer = after(there, edit(EventPatch.of(waves(wave))));

        Event winter = copied(summer, "2026-10-31");

        assertThat(winter.audience().waves())
                .containsExactly(new Audience.Wave(at("2026-10-30T17:00:00Z"), wave.teamIds()));
        assertThatThrownBy(() -> copied(
                        after(
                                there,
                                edit(EventPatch.of(
                                        waves(new Audience.Wave(at("2027-06-20T00:00:00Z"), List.of("t-1")))))),
                        "9999-12-31"))
                .isInstanceOf(DateTimeException.class);
    }

    private static AudiencePatch waves(Audience.Wave... waves) {
        return new AudiencePatch(Optional.empty(), Optional.empty(), Optional.of(List.of(waves)));
    }

    @Test
    void aTimeThatAClockChangeSkipsIsMovedForward() {
        Event before = with(in("Europe/Berlin", "2026-03-28"), EventField.RESPOND_BY, at("2026-03-28T01:30:00Z"));

        assertThat(respondBy(copied(before, "2026-03-29"))).isEqualTo(at("2026-03-29T01:30:00Z"));
    }

    @Test
    void allButThePeopleAndTheCancellationIsCopied() {
        Event source = after(event(SERVER), accept("a", "Server"), barring("z"), cancel("Flooded"));

        Event copy = EventCopy.of(source, new ObjectId(), LocalDate.of(2027, 1, 2), EventStatus.PUBLISHED);

        assertThat(copy.people().all()).isEmpty();
        assertThat(copy.field(EventField.CANCEL_REASON)).isEmpty();
        assertThat(copy.field(EventField.DATE)).contains(LocalDate.of(2027, 1, 2));
        assertThat(copy.field(EventField.START_TIME)).isEqualTo(source.field(EventField.START_TIME));
        assertThat(copy.roles()).isEqualTo(source.roles());
        assertThat(copy.audience()).isEqualTo(source.audience());
        assertThat(copy.barred()).containsExactly("z");
        assertThat(copy.status()).isEqualTo(EventStatus.PUBLISHED);
        assertThat(copy.version()).isEqualTo(1);
    }

    @Test
    void noTimeIsMovedOutOfTheCalendar() {
        Event source = with(in("UTC", "2026-06-20"), EventField.RESPOND_BY, at("2027-06-20T00:00:00Z"));

        assertThat(respondBy(copied(source, "9998-06-20"))).isEqualTo(at("9999-06-20T00:00:00Z"));
        assertThatThrownBy(() -> copied(source, "9999-06-20")).isInstanceOf(DateTimeException.class);
    }

    private static Instant at(String instant) {
        return Instant.parse(instant);
    }
}
