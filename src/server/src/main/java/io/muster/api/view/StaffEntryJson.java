package io.muster.api.view;

import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.event.Event;
import io.muster.event.StaffEntry;
import io.muster.event.StandbyReason;
import io.muster.identity.Profile;

/** A person's response as JSON. */
public final class StaffEntryJson {
    private StaffEntryJson() {}

    /**
     * One entry of {@code accepted_staff}, {@code standby_staff} or {@code declined_staff}.
     *
     * @param event whose entry it is, with or without its people
     */
    public static ObjectNode entry(Event event, StaffEntry entry, Profile profile) {
        ObjectNode json = Json.object();
        json.put("userKey", entry.userKey());
        json.set("name", Json.text(profile.name()));
        json.set("email", Json.text(profile.email()));
        json.set("picture", Json.text(profile.picture()));
        response(json, entry);
        if (entry.response().keepsSight()) {
            json.put("since", entry.since());
        }
        entry.reason().ifPresent(reason -> json.put("reason", reason.wireName()));
        if (entry.byManager()) {
            json.put("by", "manager");
        }
        unconfirmed(json, event, entry);
        return json;
    }

    /** As {@link #entry}, without e-mail address and picture, for a read-only token. */
    public static ObjectNode entryByNameAlone(Event event, StaffEntry entry, Profile profile) {
        return entry(event, entry, new Profile(profile.name(), Optional.empty(), Optional.empty()));
    }

    /** {@code my_response}: the response without the person. */
    static ObjectNode mine(Event event, StaffEntry entry) {
        return unconfirmed(response(Json.object(), entry), event, entry);
    }

    private static ObjectNode unconfirmed(ObjectNode json, Event event, StaffEntry entry) {
        return event.terms().isUnconfirmed(entry) ? json.put("unconfirmed", true) : json;
    }

    /**
     * {@code my_standby}.
     *
     * @param position among those on standby for the role, from 1; empty in a frame
     */
    static ObjectNode standby(StaffEntry entry, Optional<Integer> position) {
        ObjectNode json = response(Json.object(), entry);
        json.put("since", entry.since());
        json.set("reason", Json.text(entry.reason().map(StandbyReason::wireName)));
        position.ifPresent(place -> json.put("position", place));
        return json;
    }

    private static ObjectNode response(ObjectNode json, StaffEntry entry) {
        json.put("response", entry.response().wireName());
        json.set("role", Json.text(entry.role()));
        json.put("respondedAt", Json.instant(entry.respondedAt()));
        json.put("version", entry.version());
        return json;
    }
}
