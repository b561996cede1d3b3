package io.muster.store.audit;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import io.muster.event.Event;
import io.muster.event.Refusal;
import io.muster.event.journal.JournalEntry;
import io.muster.event.overlap.TimeSpan;
import io.muster.event.plan.EngagementSearch;
import io.muster.store.CollectionNames;
import io.muster.store.EventDocuments;
import io.muster.store.JournalDocuments;
import io.muster.store.JournalFields;
import io.muster.store.PlaceDocuments;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * Places that people hold in several events, each as it was taken: no manager has changed its event since. Any such change may make two
 * places come near to each other, and is refused to nobody.
 */
public class ExclusivePlaces {
    private final ReactiveMongoCollection<Document> events;
    private final ReactiveMongoCollection<Document> journal;

    public ExclusivePlaces(ReactiveMongoClient client, String name) {
        ReactiveMongoDatabase database = client.getDatabase(name);
        this.events = database.getCollection(CollectionNames.EVENTS);
        this.journal = database.getCollection(CollectionNames.JOURNAL);
    }

    /**
     * A place that a person holds.
     *
     * @param version of the event that gave it
     */
    public record Held(ObjectId eventId, String userKey, long version, TimeSpan span) {}

    /** Those of an event as it was read. */
    public static List<Held> of(Event event) {
        return event.deleted()
                ? List.of()
                : event.accepted().stream()
                        .filter(entry -> event.managerVersion() < entry.version())
                        .flatMap(entry -> entry.key().flatMap(event::role).stream()
                                .map(role -> new Held(
                                        event.id(),
                                        entry.userKey(),
                                        entry.version(),
                                        TimeSpan.of(event.fields(), role))))
                        .toList();
    }

    /** Those of people in other events of the firm that may be at the same time. */
    public Uni<List<Held>> elsewhere(Event event, Set<String> people) {
        EngagementSearch search = EngagementSearch.of(event, List.of(), people);
        return events.aggregate(PlaceDocuments.pipeline(search))
                .collect()
                .asList()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(found -> found.stream().flatMap(ExclusivePlaces::held).toList());
    }

    private static Stream<Held> held(Document found) {
        long version = PlaceDocuments.version(found);
        return PlaceDocuments.engagement(found).stream()
                .filter(place -> PlaceDocuments.managerVersion(found) < version)
                .map(place -> new Held(place.eventId(), PlaceDocuments.userKey(found), version, place.span()));
    }

    /**
     * Those that were taken under the rule that nobody has two at the same time, which no manager has set aside. What somebody has by another
     * userKey was not taken at its version.
     */
    public Uni<Set<Held>> takenUnderTheRule(Collection<Held> places) {
        List<Document> lines = places.stream()
                .map(place -> JournalFields.id(place.eventId(), place.version()))
                .toList();
        return journal.find(new FindOptions()
                        .filter(Filters.and(
                                Filters.in("_id", lines),
                                JournalDocuments.OF_REFUSED_OVERLAP,
                                Filters.ne("kind", JournalEntry.Kind.REKEYED.wireName()),
                                Filters.ne(JournalDocuments.OVERRIDE, Refusal.Reason.TIME_CONFLICT.name())))
                        .projection(Projections.include("_id")))
                .map(line -> line.get("_id", Document.class))
                .collect()
                .asList()
                .map(found -> {
                    Set<Document> ids = new HashSet<>(found);
                    Set<Held> taken = new HashSet<>(places);
                    taken.removeIf(place -> !ids.contains(JournalFields.id(place.eventId(), place.version())));
                    return taken;
                });
    }

    /** Whether the place is held as it was read. */
    public Uni<Boolean> isHeldStill(Held place) {
        return events.find(new FindOptions()
                        .filter(Filters.eq("_id", place.eventId()))
                        .limit(1))
                .collect()
                .first()
                .map(Optional::ofNullable)
                .map(found -> found.map(EventDocuments::event)
                        .filter(event -> of(event).contains(place))
                        .isPresent());
    }
}
