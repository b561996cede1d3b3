package io.muster.live;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import io.muster.event.People;
import io.muster.event.StaffEntry;
import io.muster.identity.Profile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.jboss.logging.Logger;

/** Reads what is needed to make steps of lines: the events that are not known, and the people's names. */
@Singleton
final class Deliveries {
    private static final Logger LOG = Logger.getLogger(Deliveries.class);
    private static final int READS_AT_ONCE = 8;
    private static final Duration PATIENCE_FOR_NAMES = Duration.ofSeconds(1);

    private final LiveEvents events;
    private final EventLoader loader;
    private final People people;
    private final LiveLoop loop;

    Deliveries(LiveEvents events, EventLoader loader, People people, LiveLoop loop) {
        this.events = events;
        this.loader = loader;
        this.people = people;
        this.loop = loop;
    }

    /**
     * Prepares a delivery, from the {@link LiveLoop} to the {@link LiveLoop}.
     *
     * @return fails where the database could not be read; then nothing has changed
     */
    Uni<Delivery> of(List<Recorded> lines) {
        Map<ObjectId, LiveEvent> read = new HashMap<>();
        Map<ObjectId, Throwable> broken = new HashMap<>();
        return Multi.createFrom()
                .iterable(unknown(lines))
                .onItem()
                .transformToUni(line -> read(line, read, broken))
                .merge(READS_AT_ONCE)
                .collect()
                .asList()
                .chain(() -> names(lines, read))
                .map(names -> new Delivery(events, lines, read, broken, names));
    }

    /** The first line of each event that has to be read before it can go on. */
    private List<Line> unknown(List<Recorded> lines) {
        Map<ObjectId, Recorded> firsts = new LinkedHashMap<>();
        lines.forEach(line -> firsts.putIfAbsent(line.eventId(), line));
        return firsts.values().stream()
                .filter(first -> !events.isBroken(first.eventId()))
                .flatMap(first -> first instanceof Line line ? Stream.of(line) : Stream.empty())
                .filter(line -> line.entry().version() - 1 > version(line.eventId()))
                .toList();
    }

    private long version(ObjectId eventId) {
        return events.of(eventId).map(LiveEvent::version).orElse(0L);
    }

    private Uni<Boolean> read(Line line, Map<ObjectId, LiveEvent> read, Map<ObjectId, Throwable> broken) {
        ObjectId eventId = line.eventId();
        return loader.at(eventId, line.entry().version() - 1)
                .emitOn(loop::execute)
                .onItem()
                .invoke(event -> read.put(eventId, event))
                .onFailure(EventLoader::isBroken)
                .invoke(failure -> broken.put(eventId, failure))
                .replaceWith(true)
                .onFailure(EventLoader::isBroken)
                .recoverWithItem(false);
    }

    /** Without names the steps are still true. */
    private Uni<Map<String, Profile>> names(List<Recorded> lines, Map<ObjectId, LiveEvent> read) {
        return people.byKeys(concerned(lines, read))
                .ifNoItem()
                .after(PATIENCE_FOR_NAMES)
                .fail()
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "event=stream outcome=without_names cause=%s",
                        failure.getClass().getName()))
                .onFailure()
                .recoverWithItem(Map.of())
                .emitOn(loop::execute);
    }

    /** Everybody whose name a step may carry, by userKey. */
    private Set<String> concerned(List<Recorded> lines, Map<ObjectId, LiveEvent> read) {
        Set<String> userKeys = new HashSet<>();
        Set<ObjectId> listed = new HashSet<>();
        for (Recorded recorded : lines) {
            if (recorded instanceof Line line) {
                line.entry().userKey().ifPresent(userKeys::add);
                if (Delivery.hasLists(line.entry())) {
                    listed.add(line.eventId());
                }
            }
        }
        listed.stream()
                .flatMap(eventId -> Optional.ofNullable(read.get(eventId)).or(() -> events.of(eventId)).stream())
                .flatMap(event -> Stream.concat(event.accepted().stream(), event.declined().stream()))
                .map(StaffEntry::userKey)
                .forEach(userKeys::add);
        return userKeys;
    }
}
