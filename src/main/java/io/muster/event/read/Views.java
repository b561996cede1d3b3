package io.muster.event.read;

import java.util.ArrayList;
import java.util.List;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import io.muster.event.EventField;
import io.muster.identity.Caller;
import org.bson.conversions.Bson;

/** Which of an event's people a read brings; they are most of a large event, and mostly nobody's business. */
final class Views {
    private static final String ACCEPTED = "accepted_staff";
    private static final String DECLINED = "declined_staff";

    static final Bson NOBODY = Projections.exclude(ACCEPTED, DECLINED);

    /** What everybody who sees an event may see; a projection of one element of a list brings nothing else by itself. */
    private static final Bson COMMON = Projections.include(common());

    private static final Bson WHOM_FOR =
            Projections.include("audience_user_keys", "audience_team_ids", "barred_user_keys");

    private Views() {}

    /** The person's own entry, whichever list holds it, and nothing of whom the event is for. */
    static Bson only(Caller person) {
        return Projections.fields(COMMON, own(ACCEPTED, person), own(DECLINED, person));
    }

    /** As {@link #only}, with whom the event is for, so that it can be decided whether the person sees it. */
    static Bson onlyWithAudience(Caller person) {
        return Projections.fields(only(person), WHOM_FOR);
    }

    private static Bson own(String list, Caller person) {
        return Projections.elemMatch(list, Filters.eq("userKey", person.userKey()));
    }

    private static List<String> common() {
        List<String> names = new ArrayList<>(List.of(
                "managerId",
                "status",
                "roles",
                "accepted_count",
                "declined_count",
                "role_stats",
                "version",
                "managerVersion",
                "createdAt",
                "updatedAt",
                "deletedAt"));
        for (EventField field : EventField.values()) {
            names.add(field.wireName());
        }
        return List.copyOf(names);
    }
}
