package io.muster.api.view;

import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.event.StaffEntry;
import io.muster.identity.Profile;

/** A person's response as JSON. */
public final class Entries {
    private Entries() {}

    /** One entry of {@code accepted_staff} or {@code declined_staff}. */
    public static ObjectNode entry(StaffEntry entry, Profile profile) {
        ObjectNode json = Json.object();
        json.put("userKey", entry.userKey());
        json.set("name", Json.text(profile.name()));
        json.set("email", Json.text(profile.email()));
        json.set("picture", Json.text(profile.picture()));
        return response(json, entry);
    }

    /** As {@link #entry}, without e-mail and picture: what a token that may only read is shown. */
    public static ObjectNode entryByNameAlone(StaffEntry entry, Profile profile) {
        return entry(entry, new Profile(profile.name(), Optional.empty(), Optional.empty()));
    }

    /** {@code my_response}: what the person said, without saying who. */
    static ObjectNode mine(StaffEntry entry) {
        return response(Json.object(), entry);
    }

    private static ObjectNode response(ObjectNode json, StaffEntry entry) {
        json.put("response", entry.response().wireName());
        json.set("role", Json.text(entry.role()));
        json.put("respondedAt", Json.instant(entry.respondedAt()));
        json.put("version", entry.version());
        return json;
    }
}
