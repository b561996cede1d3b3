package io.muster.api.view;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.answer.JsonPart;
import io.muster.api.http.BackOnContext;
import io.muster.event.Audience;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.StaffEntry;
import io.muster.identity.Caller;
import io.muster.identity.Profile;
import io.muster.store.people.Profiles;
import io.muster.store.read.StoredEvent;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/** An event as its manager sees it: everything. A token that may only read gets no e-mails and no pictures. */
@Singleton
public class EventForManager {
    private static final Logger LOG = Logger.getLogger(EventForManager.class);

    /** A change may take nine seconds, and half a second later its answer is given up on. */
    private static final Duration NAMES_WITHIN = Duration.ofMillis(400);

    private final Profiles profiles;

    EventForManager(Profiles profiles) {
        this.profiles = profiles;
    }

    /** The event with its lists whole, and what is known of the people in them. */
    public Uni<ObjectNode> whole(Event event, Caller manager) {
        return profiles.of(event.managerId(), userKeys(event)).map(known -> whole(event, manager, known));
    }

    /**
     * As {@link #whole}, of an event that has just been changed: that is so whatever happens while names are read, so where
     * they cannot be had, or not soon, the entries come without them.
     */
    public Uni<ObjectNode> recorded(Event event, Caller manager) {
        return namesSoon(event.managerId(), userKeys(event)).map(known -> whole(event, manager, known));
    }

    /** What a firm knows of people, by userKey; of nobody where that cannot be had, or not soon. */
    public Uni<Map<String, Profile>> namesSoon(String managerId, Set<String> userKeys) {
        return BackOnContext.of(profiles.of(managerId, userKeys)
                        .ifNoItem()
                        .after(NAMES_WITHIN)
                        .fail())
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "event=names outcome=left_out cause=%s",
                        failure.getClass().getName()))
                .onFailure()
                .recoverWithItem(Map.of());
    }

    /** An event in which nobody has responded yet, as {@link #whole}. */
    public static ObjectNode fresh(Event event, Caller manager) {
        return whole(event, manager, Map.of());
    }

    /** The event as a list has it: the figures alone, and no list of people or teams, of which there may be thousands. */
    public static JsonPart inList(StoredEvent stored, Caller manager) {
        return EventJson.of(stored).forManager(manager.readOnly());
    }

    /** The event with the figures alone, and whom it is for. */
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
        ObjectNode json = head(stored, readOnly);
        json.set("audience_user_keys", Json.strings(event.audience().userKeys()));
        json.set("audience_team_ids", Json.strings(event.audience().teamIds()));
        json.set("waves", waves(event));
        json.set("barred_user_keys", Json.strings(event.barred()));
        return json;
    }

    private static ArrayNode waves(Event event) {
        ArrayNode waves = Json.array();
        for (Audience.Wave wave : event.audience().waves()) {
            ObjectNode json = waves.addObject();
            json.put("opens_at", Json.instant(wave.opensAt()));
            json.set("audience_team_ids", Json.strings(wave.teamIds()));
        }
        return waves;
    }

    private static ObjectNode head(StoredEvent stored, boolean readOnly) {
        ObjectNode json = CommonView.of(stored);
        json.setAll(besides(stored, readOnly));
        return json;
    }

    /** What comes after the members that everybody sees. */
    static ObjectNode besides(StoredEvent stored, boolean readOnly) {
        ObjectNode json = Json.object();
        CommonView.contacts(json, stored.event());
        CommonView.field(json, stored.event(), EventField.OPENS_AT);
        if (readOnly) {
            json.remove(EventField.CONTACT_EMAIL.wireName());
        }
        json.put("unconfirmed_count", stored.figures().unconfirmed());
        json.putNull("my_response");
        json.putNull("my_standby");
        json.putNull("my_opens_at");
        return json;
    }

    static ObjectNode whole(Event event, Caller manager, Map<String, Profile> profiles) {
        ObjectNode json = listed(StoredEvent.of(event), manager);
        json.set("accepted_staff", entries(event, event.accepted(), manager, profiles));
        json.set("standby_staff", entries(event, event.standby(), manager, profiles));
        json.set("declined_staff", entries(event, event.declined(), manager, profiles));
        return json;
    }

    private static ArrayNode entries(
            Event event, Collection<StaffEntry> entries, Caller manager, Map<String, Profile> profiles) {
        ArrayNode json = Json.array();
        for (StaffEntry entry : entries) {
            Profile profile = profiles.getOrDefault(entry.userKey(), Profile.UNKNOWN);
            json.add(
                    manager.readOnly()
                            ? StaffEntryJson.entryByNameAlone(event, entry, profile)
                            : StaffEntryJson.entry(event, entry, profile));
        }
        return json;
    }

    private static Set<String> userKeys(Event event) {
        Set<String> userKeys = new HashSet<>();
        event.people().all().forEach(entry -> userKeys.add(entry.userKey()));
        return userKeys;
    }
}
