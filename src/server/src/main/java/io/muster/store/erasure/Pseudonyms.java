package io.muster.store.erasure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.muster.identity.Caller;

/**
 * What stands in one event instead of userKeys that are erased: {@code erased:<random>}, another one for each userKey and each event, so that
 * nobody can tell that two events have had the same person. Not thread-safe.
 */
public final class Pseudonyms {
    private final Map<String, String> names = new HashMap<>();
    private final boolean everyone;

    private Pseudonyms(boolean everyone) {
        this.everyone = everyone;
    }

    /** Of these people alone. */
    public static Pseudonyms of(Set<String> userKeys) {
        Pseudonyms pseudonyms = new Pseudonyms(false);
        userKeys.forEach(userKey -> pseudonyms.names.put(userKey, random()));
        return pseudonyms;
    }

    /** Of everybody who is named. */
    public static Pseudonyms ofEveryone() {
        return new Pseudonyms(true);
    }

    private static String random() {
        return Caller.erased(UUID.randomUUID().toString().replace("-", ""));
    }

    /** What stands instead; the userKey itself of who is not erased. */
    String of(String userKey) {
        if (everyone && !Caller.isErased(userKey)) {
            return names.computeIfAbsent(userKey, first -> random());
        }
        return names.getOrDefault(userKey, userKey);
    }

    List<String> of(List<String> userKeys) {
        return userKeys.stream().map(this::of).toList();
    }

    /** One that nobody has had. */
    public static String ofNobody() {
        return random();
    }
}
