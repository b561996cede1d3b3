package io.muster.api.body;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.muster.event.Role;
import org.jspecify.annotations.Nullable;

/**
 * Reads the roles of an event (docs/api.md#event-roles): 1 to 50, with names that differ by more than case, and places
 * within the limit.
 */
final class RolesValue {
    static final int MAX_ROLES = 50;
    static final int MAX_PLACES = 2_000;
    private static final int MAX_STANDBY = 500;
    static final int MAX_NAME = 64;

    private RolesValue() {}

    /** The roles in their order; invalid ones are left out, with a violation. */
    static List<Role> read(Value value) {
        List<Role> roles = new ArrayList<>();
        if (value.isNull()) {
            value.wrong("is required");
        } else if (!value.node().isArray()) {
            value.wrong("must be a list");
        } else if (value.node().isEmpty() || value.node().size() > MAX_ROLES) {
            value.wrong("must have 1 to " + MAX_ROLES + " roles");
        } else {
            Set<String> keys = new HashSet<>();
            value.elements().forEach(element -> role(element, keys).ifPresent(roles::add));
            if (roles.stream().mapToInt(Role::count).sum() > MAX_PLACES) {
                value.wrong("must have at most " + MAX_PLACES + " places together");
            }
        }
        return roles;
    }

    /** Of roles that were called otherwise, by {@code was} the name. */
    static Map<String, String> renamed(Value value) {
        Map<String, String> renamed = new HashMap<>();
        Set<String> keys = new HashSet<>();
        if (value.node().isArray()) {
            value.elements()
                    .forEach(role -> was(role).ifPresent(was -> {
                        if (!keys.add(Role.keyOf(was))) {
                            role.member("was").wrong("must differ from those of the other roles by more than case");
                        }
                        Text.name(role.member("role"), MAX_NAME).ifPresent(name -> renamed.put(was, name));
                    }));
        }
        return renamed;
    }

    private static Optional<String> was(Value role) {
        return !role.node().isObject() || FieldValue.isBlank(role.member("was"))
                ? Optional.empty()
                : Text.name(role.member("was"), MAX_NAME);
    }

    private static Optional<Role> role(Value value, Set<String> keys) {
        if (!value.node().isObject()) {
            return value.wrong("must be an object");
        }
        Optional<String> name = name(value.member("role"), keys);
        Optional<Integer> count = count(value.member("count"));
        @Nullable LocalTime call = time(value.member("call_time"));
        @Nullable LocalTime start = time(value.member("start_time"));
        @Nullable LocalTime end = time(value.member("end_time"));
        boolean waitlist = is(value.member("waitlist"));
        boolean approval = is(value.member("approval"));
        if (waitlist && approval) {
            value.member("approval").wrong("must not be together with waitlist");
        }
        int standbyMax = standbyMax(value.member("standby_max"));
        List<String> requires = requires(value.member("requires"));
        return name.isEmpty() || count.isEmpty()
                ? Optional.empty()
                : Optional.of(new Role(
                        name.get(),
                        Role.keyOf(name.get()),
                        count.get(),
                        call,
                        start,
                        end,
                        waitlist,
                        approval,
                        standbyMax,
                        requires));
    }

    private static List<String> requires(Value value) {
        List<String> names = new ArrayList<>();
        if (value.isNull()) {
            return names;
        }
        if (!value.node().isArray() || value.node().size() > Role.MAX_REQUIRED) {
            value.wrong("must be a list of at most " + Role.MAX_REQUIRED + " names");
            return names;
        }
        Set<String> keys = new HashSet<>();
        for (Value element : value.elements()) {
            (FieldValue.isBlank(element) ? element.<String>wrong("is required") : Text.name(element, MAX_NAME))
                    .ifPresent(name -> {
                        if (!keys.add(Role.keyOf(name))) {
                            element.wrong("must differ from the other names by more than case");
                        }
                        names.add(name);
                    });
        }
        return names;
    }

    private static Optional<String> name(Value value, Set<String> keys) {
        if (FieldValue.isBlank(value)) {
            return value.wrong("is required");
        }
        Optional<String> name = Text.name(value, MAX_NAME);
        if (name.isPresent() && !keys.add(Role.keyOf(name.get()))) {
            return value.wrong("must differ from the other roles by more than case");
        }
        return name;
    }

    private static Optional<Integer> count(Value value) {
        return value.isNull() ? value.wrong("is required") : FieldValue.whole(value, 1, MAX_PLACES);
    }

    private static boolean is(Value value) {
        if (!value.isNull() && !value.node().isBoolean()) {
            value.wrong("must be true or false");
        }
        return value.node().booleanValue();
    }

    private static int standbyMax(Value value) {
        return value.isNull()
                ? Role.STANDBY_MAX
                : FieldValue.whole(value, 1, MAX_STANDBY).orElse(Role.STANDBY_MAX);
    }

    private static @Nullable LocalTime time(Value value) {
        return (LocalTime) FieldValue.time(value).orElse(null);
    }
}
