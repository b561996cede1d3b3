package io.muster.live.step;

import java.time.Duration;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The limits of live updates. */
@ConfigMapping(prefix = "muster.live")
public interface LiveSettings {

    /** How long after a disconnection a client can resume. */
    @WithDefault("10m")
    Duration ringAge();

    /** The most steps kept for clients that resume. */
    @WithDefault("100000")
    int ringEntries();

    /** The approximate memory for these steps. */
    @WithDefault("64M")
    MemorySize ringSize();

    /**
     * How long the stream may be silent and still count as up; a stream of which nothing comes says so each second. As long,
     * a process that starts waits for it before it is ready.
     */
    @WithDefault("10s")
    Duration streamSilence();

    /** The most sockets of one user, in this process. */
    @WithDefault("5")
    int connectionsPerUser();

    /** The most sockets of one token's person that may only read, in this process: walls show one token on many screens. */
    @WithDefault("50")
    int connectionsPerScreen();

    /** The most sockets of this process. */
    @WithDefault("20000")
    int connections();

    /** The most frames that wait for one socket; a slower reader is closed with 1013. */
    @WithDefault("5000")
    int queueFrames();

    /** How many bytes may wait for one socket when more come; a reader that is further behind is sent away. */
    @WithDefault("4M")
    MemorySize queueBytes();

    /**
     * How many bytes may wait for all sockets together, what several are to be told counted once; beyond, those for whom most
     * waits are sent away.
     */
    @WithDefault("32M")
    MemorySize queuesBytes();

    /** The most bytes handed to one socket and not yet taken by it. */
    @WithDefault("64K")
    MemorySize queueSize();

    /** How long a socket may take to send what was written to it before it counts as stuck. */
    @WithDefault("10s")
    Duration stall();

    /** How long a client may send nothing, pongs included, before it is cut; longer than the interval of pings. */
    @WithDefault("60s")
    Duration silence();

    /** How long a reader that was closed with 1013 may take to read that before it is cut. */
    @WithDefault("2s")
    Duration farewell();
}
