package io.muster.api.view;

import java.time.Instant;
import java.util.Optional;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.answer.JsonPart;
import io.muster.event.Event;
import io.muster.event.Response;
import io.muster.event.StaffEntry;
import io.muster.identity.Caller;
import io.muster.identity.Profile;
import io.muster.store.read.StoredEvent;

/**
 * An event as one staff member sees it (docs/api.md#event-visibility): of each list the person's own entry, never the
 * audience and its waves, and the contact only once the person has accepted.
 */
@Singleton
public class EventForStaff implements StaffView {
    private final RecentViews recent = new RecentViews();

    @Override
    public ObjectNode of(Event event, Caller person) {
        return personal(
                recent.of(event), event, event.currentEntry(person.userKey()), person.profile(), event.opensAt(person));
    }

    /** An event as it was read, whether with all people, with the person's own entry or with nobody. */
    public static JsonPart json(StoredEvent stored, Caller person) {
        return json(stored, person, Optional.empty());
    }

    /** As {@link #json}, in a list. */
    public static JsonPart inList(StoredEvent stored, Caller person, boolean eligible) {
        return json(stored, person, Optional.of(eligible));
    }

    private static JsonPart json(StoredEvent stored, Caller person, Optional<Boolean> eligible) {
        Event event = stored.event();
        return EventJson.of(stored)
                .forStaff(event.currentEntry(person.userKey()), person.profile(), event.opensAt(person), eligible);
    }

    /**
     * An event without its people.
     *
     * @param current the person's response
     * @param profile the profile of the person's token
     * @param opensAt when it opens to the person
     */
    public static ObjectNode of(
            StoredEvent stored, Optional<StaffEntry> current, Profile profile, Optional<Instant> opensAt) {
        return personal(CommonView.of(stored), stored.event(), current, profile, opensAt);
    }

    /** @param common not modified, because it is shared */
    private static ObjectNode personal(
            ObjectNode common, Event event, Optional<StaffEntry> current, Profile profile, Optional<Instant> opensAt) {
        ObjectNode json = Json.object();
        json.setAll(common);
        json.setAll(personal(event, current, profile, opensAt));
        return json;
    }

    /** What comes after the members that everybody sees. */
    static ObjectNode personal(Event event, Optional<StaffEntry> current, Profile profile, Optional<Instant> opensAt) {
        ObjectNode json = Json.object();
        if (current.filter(entry -> entry.response() == Response.ACCEPT).isPresent()) {
            CommonView.contacts(json, event);
        }
        json.set("accepted_staff", own(event, current, Response.ACCEPT, profile));
        json.set("standby_staff", own(event, current, Response.STANDBY, profile));
        json.set("declined_staff", own(event, current, Response.DECLINE, profile));
        json.set("my_response", mine(event, current));
        json.set("my_standby", standby(event, current));
        json.set("my_opens_at", Json.text(opensAt.map(Json::instant)));
        return json;
    }

    /** Null for who is on standby: an app that does not know of that must not show a shift. */
    private static JsonNode mine(Event event, Optional<StaffEntry> current) {
        return current.filter(entry -> entry.response() != Response.STANDBY)
                .<JsonNode>map(entry -> StaffEntryJson.mine(event, entry))
                .orElseGet(NullNode::getInstance);
    }

    private static JsonNode standby(Event event, Optional<StaffEntry> current) {
        return current.filter(entry -> entry.response() == Response.STANDBY)
                .<JsonNode>map(entry -> StaffEntryJson.standby(entry, event.position(entry.userKey())))
                .orElseGet(NullNode::getInstance);
    }

    private static ArrayNode own(Event event, Optional<StaffEntry> current, Response list, Profile profile) {
        ArrayNode entries = Json.array();
        current.filter(entry -> entry.response() == list)
                .ifPresent(entry -> entries.add(StaffEntryJson.entry(event, entry, profile)));
        return entries;
    }
}
