package io.muster.api.me;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.view.Json;
import io.muster.identity.Caller;
import io.muster.people.Membership;
import io.muster.people.Qualification;
import io.muster.people.WireNames;

/** The caller as JSON (docs/api.md#me). */
final class MeView {
    private MeView() {}

    /**
     * @param names of the firms that have one, by id
     * @param hasCalendar whether there is an address of the calendar of the caller's places
     */
    static ObjectNode of(Caller caller, OwnFirms own, Map<String, String> names, boolean hasCalendar) {
        ObjectNode json = Json.object();
        json.put("userKey", caller.userKey());
        json.set("name", Json.text(caller.profile().name().or(() -> writtenDown(own))));
        ArrayNode firms = json.putArray("firms");
        own.accessByFirm().forEach((managerId, access) -> {
            ObjectNode firm = firms.addObject().put("managerId", managerId);
            firm.set("name", Json.text(Optional.ofNullable(names.get(managerId))));
            firm.put("access", WireNames.of(access));
        });
        ArrayNode teams = json.putArray("teams");
        new TreeSet<>(caller.teamIds())
                .forEach(team -> teams.addObject().putNull("managerId").put("id", team));
        ArrayNode qualifications = json.putArray("qualifications");
        own.active().forEach(membership -> {
            membership
                    .teams()
                    .forEach(team -> teams.addObject()
                            .put("managerId", membership.managerId())
                            .put("id", team));
            membership.qualifications().forEach(each -> add(qualifications, membership.managerId(), each));
        });
        json.put("calendar", hasCalendar);
        return json;
    }

    private static Optional<String> writtenDown(OwnFirms own) {
        return own.active().stream().map(Membership::name).findFirst();
    }

    private static void add(ArrayNode list, String managerId, Qualification qualification) {
        list.addObject()
                .put("managerId", managerId)
                .put("name", qualification.name())
                .set("valid_until", Json.text(qualification.validUntil().map(LocalDate::toString)));
    }
}
