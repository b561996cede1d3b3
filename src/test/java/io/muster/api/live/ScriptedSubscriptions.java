package io.muster.api.live;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

import io.muster.live.Frame;
import io.muster.live.StreamPosition;
import io.muster.live.Subscriber;
import io.muster.live.Subscriptions;

/** Listeners who are told what a test wants them told. Each is welcomed by its userKey. */
@Alternative
@Singleton
public class ScriptedSubscriptions implements Subscriptions {
    private final Set<Subscriber> listening = ConcurrentHashMap.newKeySet();
    private final AtomicInteger joined = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();
    private volatile Optional<StreamPosition> position = Optional.of(new StreamPosition("8265"));

    @Override
    public void join(Subscriber subscriber, Optional<String> lastEventId) {
        joined.incrementAndGet();
        listening.add(subscriber);
        subscriber.take(List.of(Frame.of("{\"event\":\"welcome\",\"data\":{\"userKey\":\""
                + subscriber.caller().userKey() + "\",\"lastEventId\":\"" + lastEventId.orElse("none") + "\"}}")));
    }

    @Override
    public void leave(Subscriber subscriber) {
        left.incrementAndGet();
        listening.remove(subscriber);
    }

    @Override
    public Optional<StreamPosition> position() {
        return position;
    }

    void position(Optional<StreamPosition> now) {
        position = now;
    }

    void tell(List<Frame> frames) {
        listening.forEach(subscriber -> subscriber.take(frames));
    }

    Set<Subscriber> listening() {
        return listening;
    }

    int joined() {
        return joined.get();
    }

    int left() {
        return left.get();
    }
}
