package io.muster.testing.loop;

import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.VertxInternal;

/**
 * Has the application under test look at its event loops often, and tell {@link EventLoopWatch} what it finds. By Vert.x'
 * own hook and not by its log: of a block that goes on, only the first line was seen to get through.
 */
@Singleton
class EventLoopChecks implements VertxOptionsCustomizer {
    @Override
    public void accept(VertxOptions options) {
        options.setBlockedThreadCheckInterval(40).setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS);
    }

    void watch(@Observes StartupEvent started, Vertx vertx) {
        ((VertxInternal) vertx)
                .blockedThreadChecker()
                .setThreadBlockedHandler(block -> EventLoopWatch.saw(new EventLoopBlock(
                        block.thread().getName(),
                        TimeUnit.NANOSECONDS.toMillis(block.duration()),
                        java.util.List.of(block.thread().getStackTrace()))));
    }
}
