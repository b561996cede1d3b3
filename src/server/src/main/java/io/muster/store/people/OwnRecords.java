package io.muster.store.people;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.muster.event.Attendance;
import io.muster.event.AudienceKeys;
import io.muster.event.Event;
import io.muster.event.journal.JournalEntry;
import io.muster.identity.Profile;
import io.muster.people.Member;
import io.muster.store.Attendances;
import io.muster.store.CollectionNames;
import io.muster.store.JournalFields;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** All that firms have stored of one person, for that person: what the indexes by person find. */
@Singleton
public class OwnRecords {
    /** Lines of one person in the events of a part, at most: who presses more than that is told of the first ones. */
    private static final int MOST_LINES = 10_000;

    private final ReactiveMongoCollection<Document> documents;
    private final ReactiveMongoCollection<Document> lines;
    private final ReactiveMongoCollection<Event> events;
    private final ReactiveMongoCollection<JournalEntry> journal;
    private final Members members;
    private final People people;
    private final Attendances attendances;

    OwnRecords(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database,
            Members members,
            People people,
            Attendances attendances) {
        var stored = client.getDatabase(database);
        this.documents = stored.getCollection(CollectionNames.EVENTS);
        this.events = stored.getCollection(CollectionNames.EVENTS, Event.class);
        this.lines = stored.getCollection(CollectionNames.JOURNAL);
        this.journal = stored.getCollection(CollectionNames.JOURNAL, JournalEntry.class);
        this.members = members;
        this.people = people;
        this.attendances = attendances;
    }

    /** An event that names the person, deleted or not, with the lines of its journal about the person. */
    public record OfEvent(Event event, List<JournalEntry> lines, Optional<Attendance> attendance) {
        public OfEvent {
            lines = List.copyOf(lines);
        }
    }

    /** All by which a person may be named. */
    public static Set<String> userKeys(String userKey, Collection<Member> members) {
        Set<String> userKeys = new LinkedHashSet<>(List.of(userKey));
        members.forEach(member -> userKeys.add(member.localKey()));
        return userKeys;
    }

    /** What the firms have written down. */
    public Uni<List<Member>> members(String userKey) {
        return members.everywhere(userKey);
    }

    /** What tokens have said. */
    public Uni<Profile> profile(String userKey) {
        return people.byKeys(List.of(userKey)).map(found -> found.getOrDefault(userKey, Profile.UNKNOWN));
    }

    /**
     * The next events, by id.
     *
     * @param after the last one before
     */
    public Uni<List<OfEvent>> events(Set<String> userKeys, Optional<ObjectId> after, int limit) {
        return ids(userKeys).chain(all -> {
            List<ObjectId> ids = after.map(last -> all.tailSet(last, false)).orElse(all).stream()
                    .limit(limit)
                    .toList();
            return ids.isEmpty() ? Uni.createFrom().item(List.of()) : read(userKeys, ids);
        });
    }

    private Uni<TreeSet<ObjectId>> ids(Set<String> userKeys) {
        Multi<ObjectId> inLines = lines.find(new FindOptions()
                        .filter(Filters.in(JournalFields.USER_KEY, userKeys))
                        .projection(Projections.include(JournalFields.EVENT_ID)))
                .map(found -> found.getObjectId(JournalFields.EVENT_ID));
        Multi<ObjectId> addressed = documents
                .find(new FindOptions()
                        .filter(Filters.in(
                                AudienceKeys.FIELD,
                                userKeys.stream().map(AudienceKeys::ofPerson).toList()))
                        .projection(Projections.include("_id")))
                .map(found -> found.getObjectId("_id"));
        return Multi.createBy()
                .concatenating()
                .streams(inLines, addressed)
                .collect()
                .in(TreeSet::new, TreeSet::add);
    }

    private Uni<List<OfEvent>> read(Set<String> userKeys, List<ObjectId> ids) {
        Uni<List<Event>> found = events.find(
                        new FindOptions().filter(Filters.in("_id", ids)).sort(Sorts.ascending("_id")))
                .collect()
                .asList();
        Uni<List<JournalEntry>> about = journal.find(new FindOptions()
                        .filter(Filters.and(
                                Filters.in(JournalFields.USER_KEY, userKeys), Filters.in(JournalFields.EVENT_ID, ids)))
                        .limit(MOST_LINES))
                .collect()
                .asList();
        return found.chain(events ->
                about.chain(lines -> attendance(userKeys, ids).map(noted -> {
                    Map<ObjectId, List<JournalEntry>> byEvent = new HashMap<>();
                    lines.forEach(line -> byEvent.computeIfAbsent(line.eventId(), first -> new ArrayList<>())
                            .add(line));
                    return events.stream()
                            .map(event -> new OfEvent(
                                    event,
                                    byEvent.getOrDefault(event.id(), List.of()).stream()
                                            .sorted((one, other) -> Long.compare(one.version(), other.version()))
                                            .toList(),
                                    Optional.ofNullable(noted.get(event.id()))))
                            .toList();
                })));
    }

    private Uni<Map<ObjectId, Attendance>> attendance(Set<String> userKeys, List<ObjectId> ids) {
        return Multi.createFrom()
                .iterable(userKeys)
                .onItem()
                .transformToUniAndConcatenate(userKey -> attendances.ofPerson(userKey, ids))
                .collect()
                .in(HashMap::new, Map::putAll);
    }
}
