package io.muster.live;

import java.time.Duration;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What bounds live updates. */
@ConfigMapping(prefix = "muster.live")
public interface LiveSettings {

    /** How long a client may be away and still be told what it missed. */
    @WithDefault("10m")
    Duration ringAge();

    /** The most steps kept for clients that come back. */
    @WithDefault("100000")
    int ringEntries();

    /** About how much memory those may take. */
    @WithDefault("64M")
    MemorySize ringSize();

    /** How long the stream may be silent and this process still be ready; a stream of which nothing comes says so each second. */
    @WithDefault("10s")
    Duration streamSilence();

    /** The most sockets of one user, in this process. */
    @WithDefault("5")
    int connectionsPerUser();

    /** The most sockets of this process. */
    @WithDefault("20000")
    int connections();

    /** How many frames may wait for one socket when more come; a reader that is further behind is sent away. */
    @WithDefault("5000")
    int queueFrames();

    /** The most bytes handed to one socket and not yet taken by it. */
    @WithDefault("64K")
    MemorySize queueSize();

    /** How long a reader may take for what was handed to it before it counts as stuck. */
    @WithDefault("10s")
    Duration stall();

    /** How long a client may be silent, pongs included, before it is gone; longer than the pause between two pings. */
    @WithDefault("60s")
    Duration silence();

    /** How long a reader that was sent away has to read so before it is cut. */
    @WithDefault("2s")
    Duration farewell();
}
