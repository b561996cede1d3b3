package io.muster.api.me;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.CurrentCaller;
import io.muster.api.http.BackOnContext;
import io.muster.api.http.EventIds;
import io.muster.api.problem.ProblemException;
import io.muster.api.view.Json;
import io.muster.event.Attendance;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.StaffEntry;
import io.muster.event.journal.JournalEntry;
import io.muster.identity.Caller;
import io.muster.identity.Profile;
import io.muster.people.Member;
import io.muster.people.WireNames;
import io.muster.store.notice.Deliveries;
import io.muster.store.people.OwnRecords;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** All that is stored of the caller, by all firms, a part at a time, so that its size has a bound (docs/api.md#export). */
@Path("/api/me/export")
public class MeExport {
    private static final int EVENTS_AT_ONCE = 50;
    private static final int MOST_NOTICES = 1_000;
    private static final String AFTER = "after";
    private static final List<EventField> FIELDS = List.of(
            EventField.EVENT_NAME, EventField.DATE, EventField.START_TIME, EventField.END_TIME, EventField.TIMEZONE);

    private final CurrentCaller callers;
    private final OwnRecords records;
    private final Deliveries deliveries;

    MeExport(CurrentCaller callers, OwnRecords records, Deliveries deliveries) {
        this.callers = callers;
        this.records = records;
        this.deliveries = deliveries;
    }

    @GET
    public Uni<RestResponse<ObjectNode>> read(@QueryParam(AFTER) @Nullable String after) {
        Caller caller = callers.token();
        Optional<ObjectId> last = Optional.ofNullable(after).map(MeExport::position);
        return BackOnContext.of(records.members(caller.userKey()).chain(members -> {
                    Set<String> userKeys = OwnRecords.userKeys(caller.userKey(), members);
                    return records.profile(caller.userKey())
                            .chain(profile -> records.events(userKeys, last, EVENTS_AT_ONCE)
                                    .chain(found -> told(userKeys, last)
                                            .map(told -> answer(caller, profile, members, told, userKeys, found))));
                }))
                .map(json -> RestResponse.ResponseBuilder.ok(json)
                        .header("Content-Disposition", "attachment; filename=\"muster.json\"")
                        .build());
    }

    /** In the first part alone. */
    private Uni<List<Deliveries.Delivery>> told(Set<String> userKeys, Optional<ObjectId> last) {
        return last.isPresent() ? Uni.createFrom().item(List.of()) : deliveries.ofPerson(userKeys, MOST_NOTICES);
    }

    private static ObjectId position(String after) {
        return EventIds.of(after).orElseThrow(() -> ProblemException.invalid(AFTER, "must be a next"));
    }

    private static ObjectNode answer(
            Caller caller,
            Profile profile,
            List<Member> members,
            List<Deliveries.Delivery> told,
            Set<String> userKeys,
            List<OwnRecords.OfEvent> found) {
        ObjectNode json = Json.object().put("userKey", caller.userKey());
        ObjectNode known = json.putObject("profile");
        known.set("name", Json.text(profile.name()));
        known.set("email", Json.text(profile.email()));
        known.set("picture", Json.text(profile.picture()));
        ArrayNode firms = json.putArray("members");
        members.forEach(member -> put(firms.addObject(), member));
        ArrayNode notices = json.putArray("notices");
        told.forEach(each -> put(notices.addObject(), each));
        ArrayNode events = json.putArray("events");
        found.forEach(each -> put(events.addObject(), each, userKeys));
        List<ObjectId> ids = new ArrayList<>();
        found.forEach(each -> ids.add(each.event().id()));
        json.set(
                "next",
                Json.text(Optional.of(ids)
                        .filter(it -> it.size() == EVENTS_AT_ONCE)
                        .map(it -> it.get(it.size() - 1).toHexString())));
        return json;
    }

    private static void put(ObjectNode json, Deliveries.Delivery told) {
        json.put("kind", told.kind()).put("managerId", told.firm());
        json.set("eventId", Json.text(told.event().map(ObjectId::toHexString)));
        json.set("by", Json.strings(told.channels()));
        json.put("at", Json.instant(told.at()));
    }

    private static void put(ObjectNode json, Member member) {
        json.put("managerId", member.managerId()).put("id", member.id().toHexString());
        json.put("name", member.name());
        json.set("email", Json.text(member.email()));
        json.set("phone", Json.text(member.phone()));
        json.set("note", Json.text(member.note()));
        json.set("teams", Json.strings(member.teams()));
        ArrayNode qualifications = json.putArray("qualifications");
        member.qualifications()
                .forEach(each -> qualifications
                        .addObject()
                        .put("name", each.name())
                        .set("valid_until", Json.text(each.validUntil().map(Object::toString))));
        json.put("access", WireNames.of(member.access()));
        json.put("state", WireNames.of(member.state()));
    }

    private static void put(ObjectNode json, OwnRecords.OfEvent found, Set<String> userKeys) {
        Event event = found.event();
        json.put("eventId", event.id().toHexString())
                .put("managerId", event.managerId())
                .put("status", event.status().wireName());
        FIELDS.forEach(field ->
                json.set(field.wireName(), Json.value(event.field(field).orElse(null))));
        Optional<StaffEntry> entry = userKeys.stream()
                .flatMap(userKey -> event.currentEntry(userKey).stream())
                .findFirst();
        json.set("response", Json.text(entry.map(it -> it.response().wireName())));
        json.set("role", Json.text(entry.flatMap(StaffEntry::role)));
        Optional<Attendance> attendance = found.attendance();
        json.set("attendance", Json.text(attendance.map(it -> it.state().wireName())));
        json.set("attendance_at", Json.text(attendance.map(it -> Json.instant(it.at()))));
        ArrayNode lines = json.putArray("journal");
        found.lines().forEach(line -> put(lines.addObject(), line));
    }

    private static void put(ObjectNode json, JournalEntry line) {
        json.put("version", line.version())
                .put("at", Json.instant(line.at()))
                .put("kind", line.kind().wireName());
        json.set("response", Json.text(line.entry().map(it -> it.response().wireName())));
        json.set("role", Json.text(line.entry().flatMap(StaffEntry::role)));
        json.set("reason", Json.text(line.reason()));
        json.put("byOneself", line.userKey().equals(Optional.of(line.actor())));
    }
}
