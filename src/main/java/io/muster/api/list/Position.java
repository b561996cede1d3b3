package io.muster.api.list;

import java.time.Instant;
import java.util.Optional;

import io.muster.api.Problem;

/**
 * Where in a list an answer begins, and since when it tells of changes.
 *
 * @param syncedAt the database's time before the first page was read: the {@code serverTimestamp} of all of its pages
 * @param since for a delta, from when on changes count
 * @param after the last event of the page before
 */
record Position(Instant syncedAt, Optional<Instant> since, Optional<String> after) {
    private static final String SEPARATOR = " ";
    private static final int PARTS = 3;

    String cursorAfter(Scope scope, String ord) {
        return Sealed.seal(
                scope.cursor(),
                syncedAt.toEpochMilli()
                        + SEPARATOR
                        + since.map(it -> Long.toString(it.toEpochMilli())).orElse("")
                        + SEPARATOR
                        + ord);
    }

    /** @throws Problem {@code VALIDATION} for a cursor that was not made for this list and this caller */
    static Position ofCursor(Scope scope, String cursor) {
        String[] parts = Sealed.open(scope.cursor(), cursor)
                .map(text -> text.split(SEPARATOR, PARTS))
                .orElseThrow(() -> Problem.invalid("cursor", "must be the nextCursor of the same list"));
        Optional<Instant> since =
                Optional.of(parts[1]).filter(it -> !it.isEmpty()).map(Position::instant);
        return new Position(instant(parts[0]), since, Optional.of(parts[2]));
    }

    String timestamp(Scope scope) {
        return sealed(scope.sync(), syncedAt);
    }

    /** The database's time a {@code lastSync} stands for; empty where it is none of this list and these claims. */
    static Optional<Instant> ofTimestamp(Scope scope, String lastSync) {
        return Sealed.open(scope.sync(), lastSync)
                .or(() -> Sealed.open(scope.anyList(), lastSync))
                .map(Position::instant);
    }

    static String sealed(String scope, Instant syncedAt) {
        return Sealed.seal(scope, Long.toString(syncedAt.toEpochMilli()));
    }

    private static Instant instant(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }
}
