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

/**
 * An event as one person of the staff sees it: of both lists the person's own entry alone, never whom it is for, and whom
 * to turn to only once the person is in.
 */
@Singleton
public class EventForStaff implements StaffView {
    private final RecentViews recent = new RecentViews();

    @Override
    public ObjectNode of(Event event, Caller person) {
        return personal(recent.of(event), event, person);
    }

    /** An event out of a list, which holds of its people at most this one. */
    public ObjectNode of(StoredEvent stored, Caller person) {
        return personal(CommonView.of(stored), stored.event(), person);
    }

    /** @param common is not changed: others see it as well */
    private static ObjectNode personal(ObjectNode common, Event event, Caller person) {
        ObjectNode json = Json.object();
        json.setAll(common);
        Optional<StaffEntry> standing = event.standing(person.userKey());
        if (standing.filter(entry -> entry.response() == Response.ACCEPT).isPresent()) {
            CommonView.contacts(json, event);
        }
        json.set("accepted_staff", own(standing, Response.ACCEPT, person));
        json.set("declined_staff", own(standing, Response.DECLINE, person));
        standing.ifPresentOrElse(
                entry -> json.set("my_response", Entries.mine(entry)), () -> json.putNull("my_response"));
        return json;
    }

    private static ArrayNode own(Optional<StaffEntry> standing, Response list, Caller person) {
        ArrayNode entries = Json.array();
        standing.filter(entry -> entry.response() == list)
                .ifPresent(entry -> entries.add(Entries.entry(entry, person.profile())));
        return entries;
    }
}
