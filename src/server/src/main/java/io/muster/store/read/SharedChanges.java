package io.muster.store.read;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import io.muster.identity.Caller;
import io.muster.identity.Employers;
import io.muster.store.CollectionNames;
import io.muster.store.EventDocuments;
import io.muster.store.GatheredReads;
import io.muster.store.Indexes;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What changed since the last lists of staff, read once for all who ask at about the same time. A read goes back to the
 * earliest time that one of them asks for, and each is given what is after the own one.
 */
@Singleton
class SharedChanges {
    private static final int MOST_PEOPLE = 500;

    /** Of the journal, for all who share a read. */
    private static final int MAX_LINES = 10_000;

    private final ReactiveMongoCollection<RawBsonDocument> events;
    private final JournalReads journal;
    private final KeptEvents kept;
    private final int maxEvents;

    private final GatheredReads<Age, Asker, Optional<List<JournalReads.OwnLine>>> own =
            new GatheredReads<>(MOST_PEOPLE, this::own);
    private final GatheredReads<Scope, Asker, Optional<List<JournalReads.AudienceLine>>> audiences =
            new GatheredReads<>(MOST_PEOPLE, this::audiences);
    private final GatheredReads<Scope, Asker, Optional<Collection<StoredEvent>>> changed =
            new GatheredReads<>(MOST_PEOPLE, this::changed);

    SharedChanges(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database,
            JournalReads journal,
            KeptEvents kept,
            ReadSettings settings) {
        this.events = client.getDatabase(database).getCollection(CollectionNames.EVENTS, RawBsonDocument.class);
        this.journal = journal;
        this.kept = kept;
        this.maxEvents = settings.sharedEvents();
    }

    /** How long somebody was away: who was away for long shares with the like, or everybody's reads would be as long. */
    private enum Age {
        MINUTES,
        AN_HOUR,
        HOURS,
        LONGER;

        private static final Duration SOME_MINUTES = Duration.ofMinutes(10);
        private static final Duration SOME_HOURS = Duration.ofHours(6);

        static Age of(Duration away) {
            if (away.compareTo(SOME_MINUTES) < 0) {
                return MINUTES;
            } else if (away.compareTo(Duration.ofHours(1)) < 0) {
                return AN_HOUR;
            }
            return away.compareTo(SOME_HOURS) < 0 ? HOURS : LONGER;
        }
    }

    private record Scope(Employers employers, Age age) {}

    private record Asker(Caller person, Instant since, Instant now) {
        String userKey() {
            return person.userKey();
        }
    }

    /**
     * What changed for one person.
     *
     * @param own the event of each line about the person
     * @param audiences the event of each manager's change before which the person was in the audience
     * @param events everything of the person's managers that changed or ended, tombstones included, each once; of the people in
     *     them nobody but those who shared the read
     */
    record Changes(List<ObjectId> own, List<ObjectId> audiences, Collection<StoredEvent> events) {}

    /**
     * What changed for a person. The journal is read first: an event that comes back, or is changed, in between is among the
     * events.
     *
     * @return empty if it is too much to be looked through
     */
    Uni<Optional<Changes>> of(Caller person, Instant since, Instant now) {
        Age age = Age.of(Duration.between(since, now));
        Scope scope = new Scope(person.employers(), age);
        Asker asker = new Asker(person, since, now);
        return Uni.combine()
                .all()
                .unis(own.read(age, asker), audiences.read(scope, asker))
                .asTuple()
                .chain(lines -> lines.getItem1().isEmpty() || lines.getItem2().isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : changed.read(scope, asker)
                                .map(found -> found.map(all -> new Changes(
                                        own(lines.getItem1().get(), asker),
                                        audiences(lines.getItem2().get(), person, since),
                                        all))));
    }

    private static List<ObjectId> own(List<JournalReads.OwnLine> lines, Asker asker) {
        return lines.stream()
                .filter(line -> line.userKey().equals(asker.userKey())
                        && asker.person.worksFor(line.managerId())
                        && !line.at().isBefore(asker.since))
                .map(JournalReads.OwnLine::eventId)
                .toList();
    }

    private static List<ObjectId> audiences(List<JournalReads.AudienceLine> lines, Caller person, Instant since) {
        return lines.stream()
                .filter(line -> !line.at().isBefore(since) && line.included(person))
                .map(JournalReads.AudienceLine::eventId)
                .toList();
    }

    private Uni<Optional<List<JournalReads.OwnLine>>> own(Age age, List<Asker> askers) {
        return unlessMore(MAX_LINES, journal.about(userKeys(askers), earliest(askers), MAX_LINES + 1));
    }

    private Uni<Optional<List<JournalReads.AudienceLine>>> audiences(Scope scope, List<Asker> askers) {
        Set<String> teamIds = askers.stream()
                .flatMap(asker -> asker.person.teamIds().stream())
                .collect(Collectors.toUnmodifiableSet());
        return unlessMore(
                MAX_LINES,
                journal.ofVisibility(scope.employers, userKeys(askers), teamIds, earliest(askers), MAX_LINES + 1));
    }

    private static <T> Uni<Optional<List<T>>> unlessMore(int most, Uni<List<T>> read) {
        return read.map(found -> found.size() > most ? Optional.empty() : Optional.of(found));
    }

    private Uni<Optional<Collection<StoredEvent>>> changed(Scope scope, List<Asker> askers) {
        Instant since = earliest(askers);
        Instant now =
                askers.stream().map(Asker::now).max(Comparator.naturalOrder()).orElseThrow();
        boolean all = scope.employers.all();
        Bson isChanged = Filters.gte(EventDocuments.UPDATED_AT, since);
        Bson isEnded = Filters.and(Listing.endedBetween(since, now));
        return Uni.join()
                .all(
                        read(scope, isChanged, all ? Indexes.BY_CHANGE : Indexes.BY_MANAGER_AND_CHANGE, askers),
                        read(scope, isEnded, all ? Indexes.BY_ORD : Indexes.BY_MANAGER_AND_ORD, askers))
                .andFailFast()
                .map(parts -> parts.stream().allMatch(Optional::isPresent)
                        ? Optional.of(latest(parts.stream()
                                .flatMap(Optional::stream)
                                .flatMap(List::stream)
                                .toList()))
                        : Optional.empty());
    }

    private Uni<Optional<List<StoredEvent>>> read(Scope scope, Bson which, Bson index, List<Asker> askers) {
        List<Bson> conditions = new ArrayList<>(EmployerConditions.of(scope.employers, EventDocuments.MANAGER_ID));
        conditions.add(which);
        Bson filter = conditions.size() == 1 ? which : Filters.and(conditions);
        SharedSearch search = new SharedSearch(filter, Optional.empty(), Optional.of(index), maxEvents + 1);
        return Room.take(search.of(events, userKeys(askers)), maxEvents, EventLists.MAX_CHANGED_BYTES)
                .map(found -> found.map(
                        documents -> documents.stream().map(kept::ofSome).toList()));
    }

    /** An event may have been read twice, and changed in between. */
    private static Collection<StoredEvent> latest(List<StoredEvent> events) {
        Map<ObjectId, StoredEvent> latest = new TreeMap<>();
        for (StoredEvent event : events) {
            latest.merge(
                    event.event().id(),
                    event,
                    (one, other) -> one.event().version() < other.event().version() ? other : one);
        }
        return latest.values();
    }

    private static Set<String> userKeys(List<Asker> askers) {
        return askers.stream().map(Asker::userKey).collect(Collectors.toUnmodifiableSet());
    }

    private static Instant earliest(List<Asker> askers) {
        return askers.stream().map(Asker::since).min(Comparator.naturalOrder()).orElseThrow();
    }
}
