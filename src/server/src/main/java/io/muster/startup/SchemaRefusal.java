package io.muster.startup;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.muster.store.schema.UnknownSchemaException;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;

/** Ends the process in production if newer versions have written to the database what this one cannot read. */
@Singleton
final class SchemaRefusal {
    private static final int FAILED = 1;

    /** The log has a thread of its own and may not be written before the process ends. */
    void refuse(@Observes UnknownSchemaException failure) {
        System.err.println("not started: " + failure.getMessage());
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            Quarkus.asyncExit(FAILED);
        }
    }
}
