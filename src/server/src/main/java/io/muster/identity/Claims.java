package io.muster.identity;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A token's claims by their JSON types. A claim of another type than the contract's (docs/api.md#claims) is an error. */
record Claims(Map<String, Object> json) {
    /** Ids of managers and teams. */
    static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** The most teams, and the most managers, a token may name. */
    static final int MAX_IDS = 200;

    boolean has(String claim) {
        return json.containsKey(claim);
    }

    /** A string claim, if present. */
    Optional<String> string(String claim) throws ClaimException {
        if (!has(claim)) {
            return Optional.empty();
        }
        if (json.get(claim) instanceof String text) {
            return Optional.of(text);
        }
        throw new ClaimException(claim, "must be a string");
    }

    /** Whether a claim is there and true. Whatever else it is, it is not: some providers send it as a text. */
    boolean isTrue(String claim) {
        return Boolean.TRUE.equals(json.get(claim));
    }

    /** A claim whose null counts as absent: providers send null for personal data. */
    Optional<String> stringOrNull(String claim) throws ClaimException {
        return json.get(claim) == null ? Optional.empty() : string(claim);
    }

    /** A string claim of a given form, if present. */
    Optional<String> matching(String claim, Pattern form) throws ClaimException {
        Optional<String> value = string(claim);
        if (value.isPresent() && !form.matcher(value.get()).matches()) {
            throw new ClaimException(claim, "is malformed");
        }
        return value;
    }

    /** An array of strings, if present. */
    Optional<Set<String>> strings(String claim) throws ClaimException {
        if (!has(claim)) {
            return Optional.empty();
        }
        if (!(json.get(claim) instanceof List<?> list)) {
            throw new ClaimException(claim, "must be an array");
        }
        Set<String> strings = new LinkedHashSet<>();
        for (Object item : list) {
            if (!(item instanceof String text)) {
                throw new ClaimException(claim, "must hold strings");
            }
            strings.add(text);
        }
        return Optional.of(strings);
    }

    /** An array of ids, if present, with at most {@link #MAX_IDS}. */
    Optional<Set<String>> ids(String claim) throws ClaimException {
        Optional<Set<String>> ids = strings(claim);
        if (ids.isPresent() && json.get(claim) instanceof List<?> list && list.size() > MAX_IDS) {
            throw new ClaimException(claim, "has too many entries");
        }
        for (String id : ids.orElse(Set.of())) {
            if (!ID.matcher(id).matches()) {
                throw new ClaimException(claim, "has a malformed entry");
            }
        }
        return ids;
    }
}
