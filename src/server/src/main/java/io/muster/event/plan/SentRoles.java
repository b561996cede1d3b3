package io.muster.event.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.muster.event.EventPatch;
import io.muster.event.Response;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import io.muster.event.journal.EventState;

/**
 * The roles of a manager's edit as roles of the event: each under the key of the stored one that it is, by {@code was} or by its name
 * (docs/api.md#rename). The key is what entries have, so people stay with a role whatever it is called.
 *
 * @param renamed by the stored name, the new one; not of a role that is only spelled otherwise
 * @param isUnknown whether a role was to be renamed that the event does not have
 */
record SentRoles(List<Role> roles, Map<String, String> renamed, boolean isUnknown) {

    static SentRoles of(EventState event, List<Role> sent, EventPatch patch) {
        // Whoever repeats a swap whose answer was lost does not swap once more.
        if (isAsStored(event, sent)) {
            return new SentRoles(event.roles(), Map.of(), false);
        }
        Map<String, Role> origins = new HashMap<>();
        boolean isUnknown = false;
        for (Map.Entry<String, String> each : patch.renamed().entrySet()) {
            Optional<Role> origin = Role.named(each.getKey(), event.roles());
            Optional<Role> same = Role.named(each.getValue(), event.roles());
            isUnknown |= origin.isEmpty() && same.isEmpty();
            if (!origin.equals(same)) {
                origin.ifPresent(role -> origins.put(Role.keyOf(each.getValue()), role));
            }
        }
        List<Role> others = new ArrayList<>(event.roles());
        others.removeAll(origins.values());
        sent.stream()
                .filter(role -> !origins.containsKey(Role.keyOf(role.name())))
                .forEach(role ->
                        Role.named(role.name(), others).ifPresent(same -> origins.put(Role.keyOf(role.name()), same)));
        return of(event, sent, origins, isUnknown);
    }

    /** Whether they are the stored roles, name by name. */
    private static boolean isAsStored(EventState event, List<Role> sent) {
        return sent.stream()
                .map(role -> Role.named(role.name(), event.roles())
                        .map(stored -> role.withKey(stored.key()))
                        .orElse(role))
                .toList()
                .equals(event.roles());
    }

    /** @param origins the stored roles by the keys of their new names */
    private static SentRoles of(EventState event, List<Role> sent, Map<String, Role> origins, boolean isUnknown) {
        Set<String> keys = new HashSet<>();
        origins.values().forEach(role -> keys.add(role.key()));
        List<Role> roles = new ArrayList<>();
        Map<String, String> renamed = new HashMap<>();
        for (Role role : sent) {
            Role origin = origins.get(Role.keyOf(role.name()));
            if (origin == null) {
                roles.add(role.withKey(freeKey(event, role, keys)));
            } else {
                roles.add(role.withKey(origin.key()));
                if (!Role.keyOf(origin.name()).equals(Role.keyOf(role.name()))) {
                    renamed.put(origin.name(), role.name());
                }
            }
        }
        return new SentRoles(roles, renamed, isUnknown);
    }

    /** That of those who still wait for a role of that name, or that of the name, unless a role or people have it who came to it otherwise. */
    private static String freeKey(EventState event, Role role, Set<String> keys) {
        String own = Role.keyOf(role.name());
        String key = event.people(Response.STANDBY).stream()
                .filter(entry -> Role.keyOf(entry.role().orElse("")).equals(own))
                .flatMap(entry -> entry.key().stream())
                .filter(held -> !keys.contains(held) && event.role(held).isEmpty())
                .findFirst()
                .orElse(own);
        for (int number = 2; keys.contains(key) || isHeldUnderAnotherName(event, key, own); number++) {
            key = own + "#" + number;
        }
        keys.add(key);
        return key;
    }

    private static boolean isHeldUnderAnotherName(EventState event, String key, String name) {
        return Arrays.stream(Response.values())
                .flatMap(response -> event.people(response).stream())
                .filter(entry -> entry.key().filter(key::equals).isPresent())
                .map(StaffEntry::role)
                .anyMatch(held -> !Role.keyOf(held.orElse("")).equals(name));
    }
}
