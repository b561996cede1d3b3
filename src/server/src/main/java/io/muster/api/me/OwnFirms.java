package io.muster.api.me;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.muster.identity.Caller;
import io.muster.people.Access;
import io.muster.people.Membership;

/**
 * The firms that are a person's, by the token and by the firms themselves.
 *
 * @param accessByFirm the most that the person may do in each, in the order of the firms' ids; without those that have blocked the person
 * @param active the memberships that count
 */
record OwnFirms(Map<String, Access> accessByFirm, List<Membership> active) {
    private static final List<Access> LEAST_FIRST = List.of(Access.STAFF, Access.READ, Access.MANAGER);

    static OwnFirms of(Caller caller, List<Membership> memberships) {
        Map<String, Access> access = new TreeMap<>();
        caller.employers().named().forEach(firm -> access.put(firm, Access.STAFF));
        caller.managerId()
                .ifPresent(firm ->
                        access.merge(firm, caller.readOnly() ? Access.READ : Access.MANAGER, OwnFirms::theMore));
        List<Membership> active =
                memberships.stream().filter(Membership::isActive).toList();
        active.forEach(membership -> access.merge(membership.managerId(), membership.access(), OwnFirms::theMore));
        if (caller.readOnly()) {
            access.replaceAll((firm, most) -> most == Access.MANAGER ? Access.READ : most);
        }
        Set<String> blocked = new HashSet<>();
        memberships.stream().filter(Membership::isBlocked).forEach(membership -> blocked.add(membership.managerId()));
        access.keySet().removeAll(blocked);
        return new OwnFirms(access, active);
    }

    private static Access theMore(Access one, Access other) {
        return LEAST_FIRST.indexOf(one) >= LEAST_FIRST.indexOf(other) ? one : other;
    }
}
