package io.muster.api.people;

import java.time.LocalDate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.view.Json;
import io.muster.people.Member;
import io.muster.people.WireNames;

/** A member as JSON (docs/api.md#members). */
final class MemberView {
    private MemberView() {}

    static ObjectNode of(Member member) {
        ObjectNode json = Json.object();
        json.put("id", member.id().toHexString());
        json.put("userKey", member.userKey());
        json.put("name", member.name());
        json.set("email", Json.text(member.email()));
        json.set("phone", Json.text(member.phone()));
        json.set("teams", Json.strings(member.teams()));
        ArrayNode qualifications = json.putArray("qualifications");
        member.qualifications().forEach(qualification -> {
            ObjectNode one = qualifications.addObject().put("name", qualification.name());
            one.set("valid_until", Json.text(qualification.validUntil().map(LocalDate::toString)));
        });
        json.put("access", WireNames.of(member.access()));
        json.put("state", WireNames.of(member.state()));
        json.set("note", Json.text(member.note()));
        json.put("version", member.version());
        return json;
    }
}
