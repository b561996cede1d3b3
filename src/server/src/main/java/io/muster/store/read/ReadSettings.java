package io.muster.store.read;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of reads that are made for many at once. */
@ConfigMapping(prefix = "muster.reads")
public interface ReadSettings {

    /**
     * The most events ahead, of a manager, that are read for all of the manager's staff at once; beyond, they are read by
     * parts.
     */
    @WithDefault("1000")
    int sharedEvents();

    /** The most bytes of documents in such a read; beyond, they are read without the people who do not ask. */
    @WithDefault("4M")
    MemorySize sharedBytes();

    /** The memory of the events read last, decoded and as JSON: an estimate of four times their documents and 4 KiB each. */
    @WithDefault("32M")
    MemorySize keptEvents();

    /** The memory of the bodies sent last, plain and compressed. */
    @WithDefault("16M")
    MemorySize keptBodies();
}
