package io.muster.memory;

import java.time.Duration;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Singleton;

import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import org.jboss.logging.Logger;

/**
 * Lets an idle native binary collect its garbage and return the memory, that of its start first. Its collector runs
 * only when a generation is full, so that a process that answers nothing but health checks would grow to that size. A
 * JVM has settings of its own for this.
 */
@Singleton
final class IdleCollection {
    private static final Logger LOG = Logger.getLogger(IdleCollection.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final Vertx vertx;
    private long timer = -1;

    IdleCollection(Vertx vertx) {
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        if (ImageMode.current() == ImageMode.NATIVE_RUN) {
            IdleHeap heap = new IdleHeap(used());
            timer = vertx.setPeriodic(LOOK_EVERY.toMillis(), fired -> look(heap));
        }
    }

    void stop(@Observes Shutdown event) {
        vertx.cancelTimer(timer);
    }

    private static void look(IdleHeap heap) {
        long before = used();
        if (heap.worthCollecting(before)) {
            NativeHeap.giveBack();
            long after = used();
            heap.collected(after);
            LOG.debugf("idle: collected, %d bytes of %d are left", after, before);
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
