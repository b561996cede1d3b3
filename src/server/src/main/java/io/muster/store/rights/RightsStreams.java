package io.muster.store.rights;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Singleton;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** The streams of this process, one for each {@link RightsSource}. */
@Singleton
final class RightsStreams {
    private static final int AFTER_THE_SOCKETS = 4_000;

    private final Map<RightsSource, RightsStream> streams = new EnumMap<>(RightsSource.class);

    RightsStreams(RightsCursors cursors) {
        for (RightsSource source : RightsSource.values()) {
            streams.put(source, new RightsStream(source, () -> cursors.open(source), System::nanoTime));
        }
    }

    RightsStream of(RightsSource source) {
        return Objects.requireNonNull(streams.get(source));
    }

    /** After everything that can end the start. */
    void begin(@Observes @Priority(ObserverMethod.DEFAULT_PRIORITY + 1) StartupEvent event) {
        streams.values().forEach(RightsStream::begin);
    }

    void end(@Observes @Priority(AFTER_THE_SOCKETS) ShutdownEvent event) {
        streams.values().forEach(RightsStream::end);
    }
}
