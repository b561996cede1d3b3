package io.muster.live.step;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.inject.Singleton;

import io.muster.event.Response;
import io.muster.event.StaffEntry;
import io.muster.event.journal.JournalEntry;
import io.muster.identity.Profile;
import io.muster.store.people.Profiles;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.jboss.logging.Logger;

/** Reads what is needed to make steps of journal entries: events that are not cached, and people's profiles. */
@Singleton
public final class StepAssembler {
    private static final Logger LOG = Logger.getLogger(StepAssembler.class);
    private static final int READS_AT_ONCE = 8;
    private static final Duration PATIENCE_FOR_NAMES = Duration.ofSeconds(1);

    /**
     * How long others may wait for one event; then it has a gap. Longer than the driver looks for a primary or waits for an answer:
     * where there is none, no event is at fault.
     */
    private static final Duration PATIENCE_FOR_AN_EVENT = Duration.ofMillis(3_500);

    /** A version below all others: no entry can follow it. */
    private static final long NOTHING = -1;

    private final LiveEvents events;
    private final EventLoader loader;
    private final Profiles profiles;
    private final LiveLoop loop;

    public StepAssembler(LiveEvents events, EventLoader loader, Profiles profiles, LiveLoop loop) {
        this.events = events;
        this.loader = loader;
        this.profiles = profiles;
        this.loop = loop;
    }

    /**
     * Prepares a delivery. Called and completed on the {@link LiveLoop}.
     *
     * @return fails if the database could not be read; nothing has changed then
     */
    public Uni<StepAssembly> of(List<StreamedInsert> lines) {
        Map<ObjectId, LiveEvent> read = new HashMap<>();
        Map<ObjectId, Throwable> broken = new HashMap<>();
        Map<ObjectId, String> owners = new HashMap<>();
        return Multi.createFrom()
                .iterable(unknown(lines))
                .onItem()
                .transformToUni(line -> read(line, read, broken))
                .merge(READS_AT_ONCE)
                .collect()
                .asList()
                .chain(() -> owners(lines, owners))
                .chain(() -> names(lines, read))
                .map(names -> new StepAssembly(events, lines, read, broken, owners, names));
    }

    /**
     * The entries before which an event has to be read, at most one for each event. An unreadable entry makes the event unknown:
     * the next readable entry is the one before which it is read. So does one that erases somebody.
     */
    private Collection<JournalInsert> unknown(List<StreamedInsert> lines) {
        Map<ObjectId, Long> reached = new HashMap<>();
        Map<ObjectId, JournalInsert> unknown = new LinkedHashMap<>();
        for (StreamedInsert recorded : lines) {
            ObjectId eventId = recorded.eventId();
            if (events.isBroken(eventId)) {
                continue;
            }
            if (recorded instanceof JournalInsert line) {
                long version = line.entry().version();
                if (reached.getOrDefault(eventId, version(eventId)) < version - 1) {
                    unknown.put(eventId, line);
                }
                reached.merge(eventId, version, Math::max);
                if (line.entry().kind() == JournalEntry.Kind.ERASED) {
                    reached.put(eventId, NOTHING);
                }
            } else {
                reached.put(eventId, NOTHING);
                unknown.remove(eventId);
            }
        }
        return unknown.values();
    }

    private long version(ObjectId eventId) {
        return events.of(eventId)
                .map(event -> event.isStale() ? NOTHING : event.version())
                .orElse(0L);
    }

    private Uni<Boolean> read(JournalInsert line, Map<ObjectId, LiveEvent> read, Map<ObjectId, Throwable> broken) {
        ObjectId eventId = line.eventId();
        return loader.at(eventId, line.entry().version() - 1)
                .ifNoItem()
                .after(PATIENCE_FOR_AN_EVENT)
                .fail()
                .emitOn(loop)
                .onItem()
                .invoke(event -> read.put(eventId, event))
                .onFailure(EventLoader::isBroken)
                .invoke(failure -> broken.put(eventId, failure))
                .replaceWith(true)
                .onFailure(EventLoader::isBroken)
                .recoverWithItem(false);
    }

    /** Whose the events are whose lines do not say so. */
    private Uni<Void> owners(List<StreamedInsert> lines, Map<ObjectId, String> owners) {
        return Multi.createFrom()
                .iterable(lines)
                .filter(line ->
                        line.managerId().isEmpty() && events.of(line.eventId()).isEmpty())
                .map(StreamedInsert::eventId)
                .skip()
                .repetitions()
                .onItem()
                .transformToUni(eventId -> loader.owner(eventId)
                        .emitOn(loop)
                        .invoke(owner -> owner.ifPresent(managerId -> owners.put(eventId, managerId))))
                .merge(READS_AT_ONCE)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Without names the steps are still true. */
    private Uni<Map<String, Map<String, Profile>>> names(List<StreamedInsert> lines, Map<ObjectId, LiveEvent> read) {
        return profiles.of(concerned(lines, read))
                .ifNoItem()
                .after(PATIENCE_FOR_NAMES)
                .fail()
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "event=stream outcome=without_names cause=%s",
                        failure.getClass().getName()))
                .onFailure()
                .recoverWithItem(Map.of())
                .emitOn(loop);
    }

    /** The userKeys of all people whose name a step may contain, by firm. */
    private Map<String, Set<String>> concerned(List<StreamedInsert> lines, Map<ObjectId, LiveEvent> read) {
        Map<String, Set<String>> userKeys = new HashMap<>();
        for (StreamedInsert recorded : lines) {
            if (recorded instanceof JournalInsert line) {
                Set<String> ofFirm = userKeys.computeIfAbsent(line.entry().managerId(), firm -> new HashSet<>());
                line.entry().userKey().ifPresent(ofFirm::add);
                if (StepAssembly.hasLists(line.entry())) {
                    Optional.ofNullable(read.get(line.eventId()))
                            .or(() -> events.of(line.eventId()))
                            .ifPresent(event -> ofFirm.addAll(userKeys(event)));
                }
            }
        }
        return userKeys;
    }

    private static List<String> userKeys(LiveEvent event) {
        return Arrays.stream(Response.values())
                .flatMap(response -> event.people(response).stream())
                .map(StaffEntry::userKey)
                .toList();
    }
}
