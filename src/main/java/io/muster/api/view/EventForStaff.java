package io.muster.api.view;

import java.util.Optional;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.StaffView;
import io.muster.event.Event;
import io.muster.event.Response;
import io.muster.event.StaffEntry;
import io.muster.event.read.StoredEvent;
import io.muster.identity.Caller;
import io.muster.identity.Profile;

/**
 * An event as one person of the staff sees it: of both lists the person's own entry alone, never whom it is for, and whom
 * to turn to only once the person is in.
 */
@Singleton
public class EventForStaff implements StaffView {
    private final RecentViews recent = new RecentViews();

    @Override
    public ObjectNode of(Event event, Caller person) {
        return personal(recent.of(event), event, event.standing(person.userKey()), person.profile());
    }

    /** An event out of a list, which holds of its people at most this one. */
    public ObjectNode of(StoredEvent stored, Caller person) {
        return of(stored, stored.event().standing(person.userKey()), person.profile());
    }

    /**
     * An event without its people.
     *
     * @param standing the person's response
     * @param profile what the person's token says of the person
     */
    public static ObjectNode of(StoredEvent stored, Optional<StaffEntry> standing, Profile profile) {
        return personal(CommonView.of(stored), stored.event(), standing, profile);
    }

    /** @param common is not changed: others see it as well */
    private static ObjectNode personal(ObjectNode common, Event event, Optional<StaffEntry> standing, Profile profile) {
        ObjectNode json = Json.object();
        json.setAll(common);
        if (standing.filter(entry -> entry.response() == Response.ACCEPT).isPresent()) {
            CommonView.contacts(json, event);
        }
        json.set("accepted_staff", own(standing, Response.ACCEPT, profile));
        json.set("declined_staff", own(standing, Response.DECLINE, profile));
        standing.ifPresentOrElse(
                entry -> json.set("my_response", Entries.mine(entry)), () -> json.putNull("my_response"));
        return json;
    }

    private static ArrayNode own(Optional<StaffEntry> standing, Response list, Profile profile) {
        ArrayNode entries = Json.array();
        standing.filter(entry -> entry.response() == list)
                .ifPresent(entry -> entries.add(Entries.entry(entry, profile)));
        return entries;
    }
}
