package io.muster.respond;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * What bounds the way in for changes. An answer comes within 10 s whatever happens: {@link #commandDeadline} and
 * {@link #batchDeadline} together have to stay below that.
 */
@ConfigMapping(prefix = "muster.respond")
public interface RespondSettings {

    /** The most commands one transaction decides. */
    @WithDefault("1000")
    int batchSize();

    /** The most commands that wait in one event's lane; beyond, they are refused as overloaded. */
    @WithDefault("5000")
    int laneCapacity();

    /** The most events with an open lane in this process. */
    @WithDefault("10000")
    int maxLanes();

    /** The most commands this process has taken in and not answered yet. */
    @WithDefault("20000")
    int maxCommands();

    /** How long a lane without work stays open; while it does, its event need not be looked up. */
    @WithDefault("10s")
    Duration laneIdle();

    /** How long a command may queue, its event's look-up included. */
    @WithDefault("5s")
    Duration commandDeadline();

    /** How long a batch may take, all its tries included; what it has not recorded by then it gives up. */
    @WithDefault("4s")
    Duration batchDeadline();

    /** The longest a lane stands back for other processes' lanes between two batches. */
    @WithDefault("250ms")
    Duration longestYield();

    /** How long a lane meets nothing but conflicts before it looks for transactions nobody will end. */
    @WithDefault("3s")
    Duration orphanPatience();

    /** How long between two such looks. */
    @WithDefault("250ms")
    Duration orphanInterval();

    /**
     * How long a transaction of this service has to be open to be ended as nobody's. Above {@link #batchDeadline}, or it hits
     * the living.
     */
    @WithDefault("4500ms")
    Duration orphanAge();

    /** When the service stops: how long what was taken in may still take to be answered. Below the shutdown's timeout. */
    @WithDefault("4s")
    Duration grace();

    /** The connections of the client that changes events; transactions take all but two. */
    @WithDefault("100")
    int connections();
}
