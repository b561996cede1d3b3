package io.muster.notice.send;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.muster.event.Event;
import io.muster.notice.Notice;
import io.muster.notice.Occasion;
import io.muster.notice.Recipient;
import io.muster.outbound.Term;
import io.muster.store.notice.Deliveries;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Hands notices to whatever channel reaches their people, and notes who was told. */
@Singleton
class Handing {
    private static final int AT_ONCE = 16;

    private final Deliveries deliveries;
    private final List<Channel> channels;
    private final NoticeMetrics metrics;

    @Inject
    Handing(Deliveries deliveries, Instance<Channel> channels, NoticeMetrics metrics) {
        this(deliveries, channels.stream().toList(), metrics);
    }

    Handing(Deliveries deliveries, List<Channel> channels, NoticeMetrics metrics) {
        this.deliveries = deliveries;
        this.channels = List.copyOf(channels);
        this.metrics = metrics;
    }

    /** Somebody, and what the person may be told. */
    record Told(Recipient person, List<Occasion> occasions) {
        private List<Deliveries.Key> keys() {
            return occasions.stream().map(it -> key(it, person)).toList();
        }
    }

    private static Deliveries.Key key(Occasion occasion, Recipient person) {
        return new Deliveries.Key(occasion.id(), person.account());
    }

    /**
     * Tells some people, each of them what they were not told yet.
     *
     * @return the ids of occasions of which somebody could not be told now
     */
    Uni<Set<String>> hand(Term term, Optional<Event> event, List<Told> people, Instant now) {
        List<Told> some = people.stream().filter(it -> !it.occasions.isEmpty()).toList();
        if (some.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return deliveries
                .among(some.stream().flatMap(it -> it.keys().stream()).toList())
                .chain(already -> {
                    List<Told> open = some.stream()
                            .map(it -> without(it, already))
                            .filter(it -> !it.occasions.isEmpty())
                            .toList();
                    return addresses(open.stream().map(Told::person).toList())
                            .chain(known -> hand(term, event, open, known, now));
                });
    }

    private static Told without(Told told, Set<Deliveries.Key> already) {
        return new Told(
                told.person,
                told.occasions.stream()
                        .filter(it -> !already.contains(key(it, told.person)))
                        .toList());
    }

    private record Reached(Channel channel, Map<String, Channel.Address> addresses) {}

    private Uni<List<Reached>> addresses(List<Recipient> people) {
        return Multi.createFrom()
                .iterable(channels)
                .onItem()
                .transformToUniAndConcatenate(
                        channel -> channel.addresses(people).map(found -> new Reached(channel, found)))
                .collect()
                .asList();
    }

    private Uni<Set<String>> hand(
            Term term, Optional<Event> event, List<Told> people, List<Reached> reached, Instant now) {
        return Multi.createFrom()
                .iterable(people)
                .onItem()
                .transformToMultiAndConcatenate(told -> Multi.createFrom()
                        .iterable(Notice.of(told.occasions))
                        .map(notice -> new OfOne(told.person, notice)))
                .onItem()
                .transformToUni(each -> send(term, event, each, reached))
                .merge(AT_ONCE)
                .collect()
                .asList()
                .chain(results -> noted(event, results, now));
    }

    private record OfOne(Recipient person, Notice notice) {}

    /** What became of a notice: by which channels it was sent, and whether it is to be tried again. */
    private record Result(OfOne of, Set<String> channels, boolean again) {}

    private Uni<Result> send(Term term, Optional<Event> event, OfOne each, List<Reached> reached) {
        return Multi.createFrom()
                .iterable(reached)
                .onItem()
                .transformToUniAndConcatenate(by -> send(term, event, each, by).map(sent -> Map.entry(by, sent)))
                .collect()
                .asList()
                .map(all -> {
                    Set<String> channels = new HashSet<>();
                    all.stream()
                            .filter(it -> it.getValue() == Sent.SENT)
                            .forEach(it -> channels.add(it.getKey().channel.wireName()));
                    boolean again = channels.isEmpty()
                            && all.stream().anyMatch(it -> it.getValue() == Sent.FAILED || it.getValue() == Sent.LEFT);
                    return new Result(each, channels, again);
                });
    }

    private Uni<Sent> send(Term term, Optional<Event> event, OfOne each, Reached by) {
        Channel.Address address = by.addresses.get(each.person.account());
        if (address == null) {
            return Uni.createFrom().item(Sent.UNREACHABLE);
        }
        return Uni.createFrom()
                .deferred(() -> term.holds()
                        ? address.send(each.notice, event, each.person)
                        : Uni.createFrom().item(Sent.LEFT))
                .onFailure()
                .recoverWithItem(Sent.FAILED)
                .invoke(sent -> {
                    if (sent != Sent.LEFT && sent != Sent.UNREACHABLE) {
                        metrics.count(by.channel.wireName(), each.notice.kind().wireName(), sent.wireName());
                    }
                });
    }

    private Uni<Set<String>> noted(Optional<Event> event, List<Result> results, Instant now) {
        List<Deliveries.Delivery> told = new ArrayList<>();
        Set<String> again = new HashSet<>();
        for (Result result : results) {
            for (Occasion occasion : result.of.notice.occasions()) {
                if (!result.channels.isEmpty()) {
                    told.add(new Deliveries.Delivery(
                            key(occasion, result.of.person),
                            occasion.firm(),
                            event.map(Event::id),
                            occasion.kind().wireName(),
                            result.channels,
                            now));
                }
                if (result.again) {
                    again.add(occasion.id());
                }
            }
        }
        return deliveries.add(told).replaceWith(again);
    }
}
