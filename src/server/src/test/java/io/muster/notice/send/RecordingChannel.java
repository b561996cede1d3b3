package io.muster.notice.send;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import io.muster.event.Event;
import io.muster.notice.Notice;
import io.muster.notice.Occasion;
import io.muster.notice.Recipient;
import io.muster.store.notice.Deliveries;
import io.smallrye.mutiny.Uni;

/** Reaches everybody, and remembers what it was handed. */
final class RecordingChannel implements Channel {
    private final List<Message> messages = new ArrayList<>();
    private final Set<Deliveries.Key> unnoted = new HashSet<>();
    private final Predicate<Message> fails;

    /** @param fails whether a message cannot be handed over now */
    RecordingChannel(Predicate<Message> fails) {
        this.fails = fails;
    }

    /** What one person was sent, with the ids of the occasions in it. */
    record Message(String person, String id, List<String> occasions, String kind) {}

    synchronized List<Message> messages() {
        return List.copyOf(messages);
    }

    /** What was sent, and neither noted nor lost with a process yet. */
    synchronized boolean hasUnnoted() {
        return !unnoted.isEmpty();
    }

    /** What was sent was noted, or lost. */
    synchronized void settled(Collection<Deliveries.Delivery> told) {
        told.forEach(it -> unnoted.remove(it.key()));
    }

    @Override
    public String wireName() {
        return "recording";
    }

    @Override
    public Uni<Map<String, Address>> addresses(Collection<Recipient> people) {
        Map<String, Address> all = new HashMap<>();
        people.forEach(person -> all.put(person.account(), this::take));
        return Uni.createFrom().item(all);
    }

    private synchronized Uni<Sent> take(Notice notice, Optional<Event> event, Recipient person) {
        Message message = new Message(
                person.account(),
                notice.id(),
                notice.occasions().stream().map(Occasion::id).toList(),
                notice.kind().wireName());
        if (fails.test(message)) {
            return Uni.createFrom().item(Sent.FAILED);
        }
        messages.add(message);
        message.occasions.forEach(it -> unnoted.add(new Deliveries.Key(it, message.person)));
        return Uni.createFrom().item(Sent.SENT);
    }
}
