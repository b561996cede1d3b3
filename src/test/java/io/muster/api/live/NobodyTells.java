package io.muster.api.live;

import java.util.Optional;

import jakarta.inject.Singleton;

import io.muster.live.StreamPosition;
import io.muster.live.Subscriber;
import io.muster.live.Subscriptions;
import io.quarkus.arc.DefaultBean;

/** Holds the place while the service has nothing that tells anybody anything. */
@DefaultBean
@Singleton
class NobodyTells implements Subscriptions {
    @Override
    public void join(Subscriber subscriber, Optional<String> lastEventId) {}

    @Override
    public void leave(Subscriber subscriber) {}

    @Override
    public Optional<StreamPosition> position() {
        return Optional.empty();
    }
}
