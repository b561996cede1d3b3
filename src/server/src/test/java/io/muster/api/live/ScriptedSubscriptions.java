package io.muster.api.live;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

import io.muster.live.Frame;
import io.muster.live.Subscriber;
import io.muster.live.Subscriptions;

/** Listeners who are told what a test wants them told. Each is welcomed by its userKey. */
@Alternative
@Singleton
public class ScriptedSubscriptions implements Subscriptions {
    /** What a pong says. */
    static final String PLACE = "8299AA";

    private final Set<Subscriber> listening = ConcurrentHashMap.newKeySet();
    private final AtomicInteger joined = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();
    private volatile boolean open = true;

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
    public void rightsChanged(Subscriber subscriber) {
        subscriber.take(List.of(Frame.of("{\"event\":\"resync\"}")));
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void ping(Subscriber subscriber) {
        subscriber.take(List.of(Frame.of("{\"id\":\"" + PLACE + "\",\"event\":\"pong\"}")));
    }

    void open(boolean now) {
        open = now;
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
