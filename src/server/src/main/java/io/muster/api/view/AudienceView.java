package io.muster.api.view;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.event.Response;
import io.muster.event.StaffEntry;
import io.muster.people.Member;
import io.muster.store.people.AudienceLists;
import io.muster.store.people.MemberLists;

/** The members that an event is for as JSON (docs/api.md#read-audience). */
public final class AudienceView {
    /** The answer of who has given none. */
    public static final String NONE = "none";

    private AudienceView() {}

    /**
     * A part of them.
     *
     * @param all how many members the event is for
     */
    public static ObjectNode of(
            AudienceLists.Named named, long all, List<MemberLists.Row> rows, Optional<String> nextCursor) {
        ObjectNode json = Json.object();
        ArrayNode members = json.putArray("members");
        rows.forEach(row -> put(members.addObject(), row.member(), named.entry(row.member())));
        ObjectNode counts = json.putObject("counts");
        long answered = 0;
        for (Response response : Response.values()) {
            long count = named.count(response);
            counts.put(response.wireName(), count);
            answered += count;
        }
        counts.put(NONE, Math.max(0, all - answered));
        json.set("nextCursor", Json.text(nextCursor));
        return json;
    }

    private static void put(ObjectNode json, Member member, Optional<StaffEntry> entry) {
        json.put("id", member.id().toHexString());
        json.put("userKey", member.userKey());
        json.put("name", member.name());
        json.put("answer", entry.map(it -> it.response().wireName()).orElse(NONE));
        json.set("role", Json.text(entry.flatMap(StaffEntry::role)));
    }
}
