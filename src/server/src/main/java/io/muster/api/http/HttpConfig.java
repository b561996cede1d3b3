package io.muster.api.http;

import java.time.Duration;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is taken in and sent over HTTP. */
@ConfigMapping(prefix = "muster.http")
public interface HttpConfig {

    /** The largest body. */
    @WithDefault("256K")
    MemorySize maxBody();

    /** The largest body of a batch of events. */
    @WithDefault("1M")
    MemorySize maxBatchBody();

    /** The largest sheet of members. */
    @WithDefault("5M")
    MemorySize maxSheetBody();

    /** The most bytes of bodies that are held at once; beyond, a request with a body is refused with 503. */
    @WithDefault("32M")
    MemorySize maxBodiesUnderWay();

    /** The same of one caller, so that none takes it all. */
    @WithDefault("8M")
    MemorySize maxBodiesOfCaller();

    /** The most bytes of answers that are held at once until their clients read them; beyond, requests are refused with 503. */
    @WithDefault("64M")
    MemorySize maxAnswersUnderWay();

    /** The same of one caller, so that none takes it all. */
    @WithDefault("16M")
    MemorySize maxAnswersOfCaller();

    /**
     * How long a request's head may take to come, from its first byte on; then the answer is 408 and the connection is
     * closed.
     */
    @WithDefault("10s")
    Duration headWithin();

    /** How long a body may take to come; then the answer is 408 and the connection is closed. */
    @WithDefault("20s")
    Duration bodyWithin();

    /**
     * The most connections at once, sockets included; whoever comes beyond is cut off. More than {@code
     * muster.live.connections}.
     */
    @WithDefault("25000")
    int maxConnections();

    /** When a request that has not been answered is given up on: what is promised is 10 s. */
    @WithDefault("9500ms")
    Duration answerWithin();
}
