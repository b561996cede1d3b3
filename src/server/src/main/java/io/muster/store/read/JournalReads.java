package io.muster.store.read;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.muster.event.Response;
import io.muster.event.StaffEntry;
import io.muster.event.journal.JournalEntry;
import io.muster.identity.Caller;
import io.muster.identity.Employers;
import io.muster.store.AudienceDocuments;
import io.muster.store.CollectionNames;
import io.muster.store.DamagedRecords;
import io.muster.store.Documents;
import io.muster.store.EventDocuments;
import io.muster.store.Indexes;
import io.muster.store.JournalDocuments;
import io.muster.store.JournalFields;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import static java.util.Objects.requireNonNull;

/** Reads the journal. */
@Singleton
public class JournalReads {
    /** Of lists that were set one element: whether they were is seen by it. */
    private static final Bson SET_LISTS = Projections.fields(Stream.of(
                    EventDocuments.ROLES,
                    EventDocuments.AUDIENCE_USER_KEYS,
                    EventDocuments.AUDIENCE_TEAM_IDS,
                    EventDocuments.WAVES,
                    EventDocuments.BARRED)
            .map(name -> Projections.slice("set." + name, 1))
            .toList());

    private static final String USER_KEYS = "userKeys";
    private static final String TEAM_IDS = "teamIds";
    private static final String PEOPLE_BEFORE = JournalFields.AUDIENCE_BEFORE + "." + USER_KEYS;
    private static final String TEAMS_BEFORE = JournalFields.AUDIENCE_BEFORE + "." + TEAM_IDS;
    private static final String TEAMS_OF_WAVES_BEFORE =
            JournalFields.AUDIENCE_BEFORE + "." + AudienceDocuments.WAVES_TEAM_IDS;

    private final ReactiveMongoCollection<Document> journal;

    JournalReads(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.journal = client.getDatabase(database).getCollection(CollectionNames.JOURNAL);
    }

    /** What is read of lines, and how many of them at once: of the largest there are, some megabytes. */
    public enum Extent {
        /** What makes the event of the one before: neither who saw it then nor the figures. */
        CHANGE(16, Projections.exclude(JournalFields.AUDIENCE_BEFORE, JournalFields.ROLES)),
        /** Who saw the event before, and what was set, though not to what: of lists no more than that they were. */
        SIGHT(16, Projections.fields(Projections.exclude(JournalFields.ROLES), SET_LISTS)),
        /** What happened: as {@link #SIGHT}, without who saw it. */
        OUTLINE(
                50,
                Projections.fields(Projections.exclude(JournalFields.AUDIENCE_BEFORE, JournalFields.ROLES), SET_LISTS));

        private final int atOnce;
        private final Bson fields;

        Extent(int atOnce, Bson fields) {
            this.atOnce = atOnce;
            this.fields = fields;
        }
    }

    /**
     * Hands over an event's lines above a version one after the other, by version, as they are read: however long the journal and
     * however large its lines are, few of them are in memory. One that cannot be read, of a later version's kind perhaps, is left
     * out and told to the log once.
     *
     * @param limit the most lines that are handed over; fewer if there are no more
     * @return fails with what {@code each} throws
     */
    public Uni<Void> each(ObjectId eventId, long after, int limit, Extent extent, Consumer<JournalEntry> each) {
        if (limit <= 0) {
            return Uni.createFrom().voidItem();
        }
        int asked = Math.min(limit, extent.atOnce);
        FindOptions options = new FindOptions()
                .filter(Filters.and(
                        Filters.gt("_id", JournalFields.id(eventId, after)),
                        Filters.lte("_id", JournalFields.id(eventId, Long.MAX_VALUE))))
                .sort(Sorts.ascending("_id"))
                .projection(extent.fields)
                .limit(asked);
        return journal.find(options).collect().asList().chain(stored -> {
            int taken = 0;
            for (Document document : stored) {
                Optional<JournalEntry> line = readable(document, JournalDocuments::entry);
                line.ifPresent(each);
                taken += line.isPresent() ? 1 : 0;
            }
            return stored.size() < asked
                    ? Uni.createFrom().voidItem()
                    : each(eventId, version(stored.get(asked - 1)), limit - taken, extent, each);
        });
    }

    /**
     * What the last line up to a version left of each of some people who has one in an event; of whom it left nothing, nothing.
     *
     * @param max the most of their lines that are looked through
     * @return empty if there are more
     */
    public Uni<Optional<Collection<StaffEntry>>> lastOf(ObjectId eventId, Set<String> userKeys, long version, int max) {
        if (userKeys.isEmpty()) {
            return Uni.createFrom().item(Optional.of(List.of()));
        }
        return journal.find(new FindOptions()
                        .filter(Filters.and(
                                Filters.in(JournalFields.USER_KEY, userKeys),
                                Filters.gte("_id", JournalFields.id(eventId, 1)),
                                Filters.lte("_id", JournalFields.id(eventId, version))))
                        .projection(Projections.include(JournalFields.USER_KEY, JournalFields.ENTRY))
                        .hint(Indexes.BY_PERSON)
                        .limit(max + 1))
                .collect()
                .asList()
                .map(lines -> lines.size() > max ? Optional.empty() : Optional.of(last(lines)));
    }

    private static Collection<StaffEntry> last(List<Document> lines) {
        Map<String, Document> last = new HashMap<>();
        for (Document line : lines) {
            last.merge(line.getString("userKey"), line, (one, other) -> version(one) < version(other) ? other : one);
        }
        return last.values().stream()
                .flatMap(line -> readable(line, JournalDocuments::response).stream())
                .flatMap(Optional::stream)
                .toList();
    }

    /** Whether a person is or ever was in an event. */
    public Uni<Boolean> wasIn(ObjectId eventId, String userKey) {
        return journal.find(new FindOptions()
                        .filter(Filters.and(
                                Filters.eq(JournalFields.USER_KEY, userKey),
                                Filters.gte("_id", JournalFields.id(eventId, 1)),
                                Filters.lte("_id", JournalFields.id(eventId, Long.MAX_VALUE)),
                                Filters.eq(JournalFields.ENTRY + ".response", Response.ACCEPT.wireName())))
                        .projection(Projections.include("_id"))
                        .hint(Indexes.BY_PERSON)
                        .limit(1))
                .collect()
                .first()
                .map(Objects::nonNull);
    }

    /**
     * What the first line of an event says of the request that made it.
     *
     * @param fingerprint of the request's content
     * @param at the database's time
     */
    public record Making(String fingerprint, Instant at) {}

    /** How an event was made; empty if its first line is not there, or does not say so any more. */
    public Uni<Optional<Making>> making(ObjectId eventId) {
        return journal.find(new FindOptions()
                        .filter(Filters.eq("_id", JournalFields.id(eventId, 1L)))
                        .projection(Projections.include(JournalFields.FINGERPRINT, JournalFields.AT)))
                .collect()
                .first()
                .map(found -> Optional.ofNullable(found).flatMap(line -> readable(line, JournalReads::making)));
    }

    private static Making making(Document line) {
        return new Making(
                requireNonNull(line.getString(JournalFields.FINGERPRINT)), Documents.instant(line, JournalFields.AT));
    }

    /** A line about a person's own response. */
    record OwnLine(ObjectId eventId, String managerId, String userKey, Instant at) {}

    /** The lines about some people's own responses since a time, unordered. */
    Uni<List<OwnLine>> about(Collection<String> userKeys, Instant since, int limit) {
        return journal.find(new FindOptions()
                        .filter(Filters.and(
                                Filters.in(JournalFields.USER_KEY, userKeys), Filters.gte(JournalFields.AT, since)))
                        .projection(
                                Projections.include(JournalFields.MANAGER_ID, JournalFields.USER_KEY, JournalFields.AT))
                        .hint(Indexes.BY_PERSON)
                        .limit(limit))
                .map(line -> new OwnLine(
                        event(line),
                        line.getString(JournalFields.MANAGER_ID),
                        line.getString(JournalFields.USER_KEY),
                        Documents.instant(line, JournalFields.AT)))
                .collect()
                .asList();
    }

    /**
     * A manager's change of an event, and whom of those asked for it was for before it.
     *
     * @param everyone whether it was for everyone
     */
    record AudienceLine(ObjectId eventId, Instant at, boolean everyone, Set<String> userKeys, Set<String> teamIds) {
        private static final String FOR_EVERYONE = "everyone";

        boolean included(Caller person) {
            return everyone
                    || userKeys.contains(person.userKey())
                    || person.teamIds().stream().anyMatch(teamIds::contains);
        }

        /** The members of a line, of people and teams those who are asked for. */
        static Bson of(Collection<String> userKeys, Collection<String> teamIds) {
            Document ofAllWaves = new Document(
                            "input", new Document("$ifNull", List.of("$" + TEAMS_OF_WAVES_BEFORE, List.of())))
                    .append("initialValue", "$" + TEAMS_BEFORE)
                    .append("in", new Document("$setUnion", List.of("$$value", "$$this")));
            return new Document(JournalFields.AT, 1)
                    .append(
                            FOR_EVERYONE,
                            new Document(
                                    "$eq",
                                    List.of(
                                            List.of("$" + PEOPLE_BEFORE, "$" + TEAMS_BEFORE),
                                            List.of(List.of(), List.of()))))
                    .append(PEOPLE_BEFORE, common("$" + PEOPLE_BEFORE, userKeys))
                    .append(TEAMS_BEFORE, common(new Document("$reduce", ofAllWaves), teamIds));
        }

        private static Document common(Object some, Collection<String> others) {
            return new Document("$setIntersection", List.of(some, new Document("$literal", List.copyOf(others))));
        }

        static AudienceLine read(Document line) {
            Document before = line.get(JournalFields.AUDIENCE_BEFORE, Document.class);
            return new AudienceLine(
                    event(line),
                    Documents.instant(line, JournalFields.AT),
                    line.getBoolean(FOR_EVERYONE),
                    Set.copyOf(before.getList(USER_KEYS, String.class)),
                    Set.copyOf(before.getList(TEAM_IDS, String.class)));
        }
    }

    /**
     * The managers' changes since a time before which some people were in the audience, unordered. Of a draft, which nobody sees,
     * a line has no audience before.
     *
     * @param teamIds of these people
     */
    Uni<List<AudienceLine>> ofVisibility(
            Employers employers, Set<String> userKeys, Set<String> teamIds, Instant since, int limit) {
        List<Bson> conditions = new ArrayList<>(EmployerConditions.of(employers, JournalFields.MANAGER_ID));
        conditions.add(Filters.gte(JournalFields.AT, since));
        // The index is partial and is used only by a query with this condition.
        conditions.add(Filters.exists(JournalFields.AUDIENCE_BEFORE));
        conditions.add(Filters.or(
                Filters.and(Filters.size(PEOPLE_BEFORE, 0), Filters.size(TEAMS_BEFORE, 0)),
                Filters.in(PEOPLE_BEFORE, userKeys),
                Filters.in(TEAMS_BEFORE, teamIds),
                Filters.in(TEAMS_OF_WAVES_BEFORE, teamIds)));
        return journal.aggregate(List.of(
                        Aggregates.match(Filters.and(conditions)),
                        Aggregates.limit(limit),
                        Aggregates.project(AudienceLine.of(userKeys, teamIds))))
                .map(AudienceLine::read)
                .collect()
                .asList();
    }

    /**
     * Those of the given events whose barred people changed since a time. It reads all entries of each event; few are
     * passed.
     */
    Uni<Set<ObjectId>> withBarsChanged(List<ObjectId> events, Instant since) {
        return found(new FindOptions()
                        .filter(Filters.and(
                                Filters.in(JournalFields.EVENT_ID, events),
                                Filters.gte(JournalFields.AT, since),
                                Filters.exists("set." + EventDocuments.BARRED)))
                        .hint(Indexes.BY_EVENT))
                .collect()
                .with(Collectors.toSet());
    }

    /** Of the lines nothing but the event. */
    private Multi<ObjectId> found(FindOptions lines) {
        return journal.find(lines.projection(Projections.include("eventId"))).map(JournalReads::event);
    }

    private static ObjectId event(Document line) {
        return line.get("_id", Document.class).getObjectId("e");
    }

    private static long version(Document line) {
        return Documents.number(line.get("_id", Document.class), "v");
    }

    private static <T> Optional<T> readable(Document stored, Function<Document, T> reader) {
        try {
            return Optional.of(reader.apply(stored));
        } catch (RuntimeException unreadable) {
            DamagedRecords.tell(
                    CollectionNames.JOURNAL,
                    stored.get("_id"),
                    List.of(unreadable.getClass().getSimpleName()));
            return Optional.empty();
        }
    }
}
