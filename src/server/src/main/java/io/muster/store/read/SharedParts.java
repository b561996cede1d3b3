package io.muster.store.read;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import io.muster.event.Response;
import io.muster.identity.Caller;
import io.muster.identity.Employers;
import io.muster.store.CollectionNames;
import io.muster.store.EventDocuments;
import io.muster.store.GatheredReads;
import io.muster.store.StaffFields;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Reads parts of lists that reach into the past, or of more than is read whole. Who asks alone is searched for alone, by index.
 * For those who ask for the same part at about the same time the next events in its order are read, and each one's part is
 * chosen from them; a person for whom they are not enough is searched for alone.
 */
@Singleton
class SharedParts {
    /** One search goes through the entries of so many people in order. */
    private static final int MOST_PEOPLE = 100;

    /** How many events are read for each that one may be given: there is enough for people who see every other event. */
    private static final int EVENTS_FOR_ONE = 4;

    private static final int MOST_EVENTS = 400;

    private final ReactiveMongoCollection<RawBsonDocument> documents;
    private final EventLists events;
    private final KeptEvents kept;
    private final long maxBytes;
    private final GatheredReads<Part, Asker, Choice> reads = new GatheredReads<>(MOST_PEOPLE, this::read);

    private record Part(Employers employers, Listing listing, ListFilter filter, Slice slice) {}

    private record Asker(Caller person, Instant now) {}

    /** Gives an asker's part; empty if it is not in what was read. */
    private interface Choice extends Function<Asker, Optional<List<StoredEvent>>> {}

    /** @param isAll whether no more events follow */
    private record Run(List<StoredEvent> events, boolean isAll) {

        /** Whether nothing that was not read comes before an event. */
        boolean reaches(StoredEvent event, Slice slice) {
            return isAll || slice.order().compare(event, events.get(events.size() - 1)) <= 0;
        }
    }

    SharedParts(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database,
            EventLists events,
            KeptEvents kept,
            ReadSettings settings) {
        this.documents = client.getDatabase(database).getCollection(CollectionNames.EVENTS, RawBsonDocument.class);
        this.events = events;
        this.kept = kept;
        this.maxBytes = settings.sharedBytes().asLongValue();
    }

    /** A part of one of a person's lists. Of the people, only the person's own entry may be shown. */
    Uni<List<StoredEvent>> listed(Listing listing, Caller person, ListFilter filter, Instant now, Slice slice) {
        Asker asker = new Asker(person, now);
        Part part = new Part(person.employers(), listing, filter, slice);
        return reads.read(part, asker)
                .chain(choice ->
                        choice.apply(asker).map(it -> Uni.createFrom().item(it)).orElseGet(() -> alone(part, asker)));
    }

    private Uni<List<StoredEvent>> alone(Part part, Asker asker) {
        return events.listed(part.listing, asker.person, part.filter, asker.now, part.slice);
    }

    private Uni<Choice> read(Part part, List<Asker> askers) {
        return askers.size() == 1
                ? alone(part, askers.get(0)).map(listed -> asker -> Optional.of(listed))
                : Uni.join()
                        .all(ways(part, userKeys(askers)).stream()
                                .map(way -> run(part, way, askers))
                                .toList())
                        .usingConcurrencyOf(1)
                        .andFailFast()
                        .map(runs -> asker -> chosen(part, asker, runs));
    }

    private static List<String> userKeys(List<Asker> askers) {
        return askers.stream().map(asker -> asker.person.userKey()).distinct().toList();
    }

    /**
     * The searches that, one after the other, find what may be in the part: by date, or of each response by who gave it. Where there are
     * two, the first is made again at the end: who has gone from the one response to the other meanwhile is found by one of them.
     */
    private static List<List<Bson>> ways(Part part, List<String> userKeys) {
        if (!part.listing.isOfShifts()) {
            return List.of(List.of());
        }
        List<List<Bson>> ways = new ArrayList<>();
        part.listing.standings().forEach(response -> ways.add(by(response, userKeys)));
        if (ways.size() > 1) {
            ways.add(ways.get(0));
        }
        return ways;
    }

    private static List<Bson> by(Response response, List<String> userKeys) {
        Bson isOne = Filters.in(Listing.by(response), userKeys);
        // The index of those on standby is partial and is used only by a query with this condition.
        return response == Response.STANDBY
                ? List.of(isOne, Filters.exists(StaffFields.STANDBY_COUNT))
                : List.of(isOne);
    }

    /** Empty if what was found is too large. */
    private Uni<Optional<Run>> run(Part part, List<Bson> way, List<Asker> askers) {
        List<Bson> conditions = new ArrayList<>(way);
        conditions.addAll(EmployerConditions.of(part.employers, EventDocuments.MANAGER_ID));
        conditions.addAll(part.filter.conditions());
        conditions.addAll(part.listing.conditions(time(askers, true), time(askers, false)));
        conditions.add(part.slice.condition());
        int most = Math.min(MOST_EVENTS, EVENTS_FOR_ONE * part.slice.limit());
        SharedSearch search =
                new SharedSearch(Filters.and(conditions), Optional.of(part.slice.sort()), Optional.empty(), most);
        return Room.take(search.of(documents, userKeys(askers)), most, maxBytes)
                .map(found ->
                        found.map(all -> new Run(all.stream().map(kept::ofSome).toList(), all.size() < most)));
    }

    private static Instant time(List<Asker> askers, boolean isEarliest) {
        Comparator<Instant> order = isEarliest ? Comparator.reverseOrder() : Comparator.naturalOrder();
        return askers.stream().map(Asker::now).max(order).orElseThrow();
    }

    private static Optional<List<StoredEvent>> chosen(Part part, Asker asker, List<Optional<Run>> read) {
        if (!read.stream().allMatch(Optional::isPresent)) {
            return Optional.empty();
        }
        List<Run> runs = read.stream().flatMap(Optional::stream).toList();
        Stream<StoredEvent> listed = runs.stream()
                .flatMap(run -> run.events.stream())
                .filter(it -> part.listing.lists(it, asker.person, part.filter, asker.now));
        List<StoredEvent> chosen = part.slice.of(listed);
        boolean isWhole = runs.stream().allMatch(Run::isAll);
        boolean isFull = chosen.size() == part.slice.limit();
        return isWhole
                        || (isFull
                                && runs.stream()
                                        .allMatch(run -> run.reaches(chosen.get(chosen.size() - 1), part.slice)))
                ? Optional.of(chosen)
                : Optional.empty();
    }
}
