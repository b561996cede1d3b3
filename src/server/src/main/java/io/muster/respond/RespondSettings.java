package io.muster.respond;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * The limits of the pipeline. An answer comes within 10 s: {@link #commandDeadline} and {@link #batchDeadline} together
 * have to be shorter.
 */
@ConfigMapping(prefix = "muster.respond")
public interface RespondSettings {

    /** The most commands one transaction decides. */
    @WithDefault("1000")
    int batchSize();

    /** What a batch may take before the next one is made smaller. */
    @WithDefault("500ms")
    Duration batchAim();

    /** The most commands that wait in one lane; beyond, they are refused as overloaded. */
    @WithDefault("5000")
    int laneCapacity();

    /** The most events with an open lane in this process. */
    @WithDefault("10000")
    int maxLanes();

    /** The most commands this process has accepted and not answered. */
    @WithDefault("20000")
    int maxCommands();

    /** How long a lane without work stays open. While it does, its event need not be looked up. */
    @WithDefault("10s")
    Duration laneIdle();

    /** How long a command may queue, its event's look-up included. */
    @WithDefault("5s")
    Duration commandDeadline();

    /**
     * How long a batch may take, retries and commit included. What a batch of several has not begun to commit after four times its
     * aim goes back to the queue.
     */
    @WithDefault("4s")
    Duration batchDeadline();

    /**
     * How long a lane waits at least for another process whose turn does not end, before it takes it for dead; four times what a
     * batch takes where that is longer, and four times {@link #batchAim} as long as the lane does not know what a batch takes.
     */
    @WithDefault("250ms")
    Duration turnPatience();

    /** How long a lane meets nothing but conflicts before it looks for orphaned transactions. */
    @WithDefault("3s")
    Duration orphanPatience();

    /** The time between two such looks. */
    @WithDefault("250ms")
    Duration orphanInterval();

    /**
     * The age from which a transaction of this service counts as orphaned. It has to be above {@link #batchDeadline},
     * or it ends transactions of living processes.
     */
    @WithDefault("4500ms")
    Duration orphanAge();

    /**
     * How long accepted commands may take to be answered when the service stops. It has to be shorter than the
     * shutdown's timeout.
     */
    @WithDefault("4s")
    Duration grace();

    /** The connections of the client that changes events; transactions may use all but two. */
    @WithDefault("100")
    int connections();
}
