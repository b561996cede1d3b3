package io.muster.api.view;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.People;
import io.muster.event.StaffEntry;
import io.muster.event.read.StoredEvent;
import io.muster.identity.Caller;
import io.muster.identity.Profile;
import io.smallrye.mutiny.Uni;

/** An event as its manager sees it: everything. A token that may only read gets no e-mails and no pictures. */
@Singleton
public class EventForManager {
    private final People people;

    EventForManager(People people) {
        this.people = people;
    }

    /** The event with its lists whole, and what is known of the people in them. */
    public Uni<ObjectNode> whole(Event event, Caller manager) {
        return people.byKeys(userKeys(event)).map(profiles -> whole(event, manager, profiles));
    }

    /** An event in which nobody has responded yet, as {@link #whole}. */
    public static ObjectNode fresh(Event event, Caller manager) {
        return whole(event, manager, Map.of());
    }

    /** The event with the figures alone, as lists of events have it. */
    public static ObjectNode listed(StoredEvent stored, Caller manager) {
        return listed(stored, manager.readOnly());
    }

    /**
     * As {@link #listed(StoredEvent, Caller)}.
     *
     * @param readOnly whether it is for a token that may only read
     */
    public static ObjectNode listed(StoredEvent stored, boolean readOnly) {
        Event event = stored.event();
        ObjectNode json = CommonView.of(stored);
        CommonView.contacts(json, event);
        if (readOnly) {
            json.remove(EventField.CONTACT_EMAIL.wireName());
        }
        json.putNull("my_response");
        json.set("audience_user_keys", Json.strings(event.audience().userKeys()));
        json.set("audience_team_ids", Json.strings(event.audience().teamIds()));
        json.set("barred_user_keys", Json.strings(event.barred()));
        return json;
    }

    static ObjectNode whole(Event event, Caller manager, Map<String, Profile> profiles) {
        ObjectNode json = listed(StoredEvent.of(event), manager);
        json.set("accepted_staff", entries(event.accepted(), manager, profiles));
        json.set("declined_staff", entries(event.declined(), manager, profiles));
        return json;
    }

    private static ArrayNode entries(Collection<StaffEntry> entries, Caller manager, Map<String, Profile> profiles) {
        ArrayNode json = Json.array();
        for (StaffEntry entry : entries) {
            Profile profile = profiles.getOrDefault(entry.userKey(), Profile.UNKNOWN);
            json.add(manager.readOnly() ? Entries.entryByNameAlone(entry, profile) : Entries.entry(entry, profile));
        }
        return json;
    }

    private static Set<String> userKeys(Event event) {
        Set<String> userKeys = new HashSet<>();
        event.accepted().forEach(entry -> userKeys.add(entry.userKey()));
        event.declined().forEach(entry -> userKeys.add(entry.userKey()));
        return userKeys;
    }
}
