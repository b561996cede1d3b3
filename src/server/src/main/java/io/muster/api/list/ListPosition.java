package io.muster.api.list;

import java.time.Instant;
import java.util.Optional;

import io.muster.api.problem.ProblemException;

/**
 * The start of an answer within a list, and of its delta.
 *
 * @param syncedAt the database's time before the first page was read: the {@code serverTimestamp} of all pages
 * @param since for a delta, the time from which changes count
 * @param after the last event of the previous page
 */
record ListPosition(Instant syncedAt, Optional<Instant> since, Optional<String> after) {
    private static final String SEPARATOR = " ";
    private static final int PARTS = 3;

    String cursorAfter(ListScope scope, String ord) {
        return Sealed.seal(
                scope.cursor(),
                syncedAt.toEpochMilli()
                        + SEPARATOR
                        + since.map(it -> Long.toString(it.toEpochMilli())).orElse("")
                        + SEPARATOR
                        + ord);
    }

    /** @throws ProblemException {@code VALIDATION} for a cursor that was not made for this list and this caller */
    static ListPosition ofCursor(ListScope scope, String cursor) {
        String[] parts = Sealed.open(scope.cursor(), cursor)
                .map(text -> text.split(SEPARATOR, PARTS))
                .orElseThrow(() -> ProblemException.invalid("cursor", "must be the nextCursor of the same list"));
        Optional<Instant> since =
                Optional.of(parts[1]).filter(it -> !it.isEmpty()).map(ListPosition::instant);
        return new ListPosition(instant(parts[0]), since, Optional.of(parts[2]));
    }

    String timestamp(ListScope scope) {
        return sealed(scope.sync(), syncedAt);
    }

    /** The database's time in a {@code lastSync}; empty if it is not of this list and these claims. */
    static Optional<Instant> ofTimestamp(ListScope scope, String lastSync) {
        return Sealed.open(scope.sync(), lastSync)
                .or(() -> Sealed.open(scope.anyList(), lastSync))
                .map(ListPosition::instant);
    }

    static String sealed(String scope, Instant syncedAt) {
        return Sealed.seal(scope, Long.toString(syncedAt.toEpochMilli()));
    }

    private static Instant instant(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }
}
