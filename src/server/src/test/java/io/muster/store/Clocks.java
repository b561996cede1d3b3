package io.muster.store;

import io.smallrye.mutiny.Uni;

/** Clocks of databases as tests know them. */
public final class Clocks {
    private Clocks() {}

    /** A clock that stands. */
    @SuppressWarnings("NullAway") // No database is asked.
    public static DatabaseClock at(DatabaseClock.Reading reading) {
        return new DatabaseClock(null) {
            @Override
            public Uni<Reading> read() {
                return Uni.createFrom().item(reading);
            }
        };
    }
}
