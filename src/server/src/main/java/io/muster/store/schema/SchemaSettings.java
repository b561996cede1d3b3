package io.muster.store.schema;

import java.time.Duration;

import io.muster.event.journal.SchemaNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How processes of several versions get along on one database (docs/operations.md#schema-number). */
@ConfigMapping(prefix = "muster.schema")
public interface SchemaSettings {

    /** The highest schema number that this process knows. A lower one makes it act as an older version, to rehearse an update. */
    @WithDefault("" + SchemaNumber.NEWEST)
    int known();

    /** How often a process says that it runs. */
    @WithDefault("5s")
    Duration beat();

    /** After how long a process that says nothing is gone. */
    @WithDefault("30s")
    Duration goneAfter();
}
