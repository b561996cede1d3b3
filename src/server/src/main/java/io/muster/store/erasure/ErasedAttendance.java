package io.muster.store.erasure;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.store.Attendances;
import io.muster.store.CollectionNames;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.MaxKey;
import org.bson.types.MinKey;
import org.bson.types.ObjectId;

/** What is noted of an event's people, with other userKeys. There are at most as many as an event has places, and some who have left. */
public final class ErasedAttendance {
    private final ReactiveMongoCollection<Document> attendance;

    public ErasedAttendance(ReactiveMongoDatabase database) {
        this.attendance = database.getCollection(CollectionNames.ATTENDANCE);
    }

    /** Whether anything is noted of one of them or by one of them. */
    public Uni<Boolean> isNamed(ObjectId eventId, Set<String> userKeys) {
        return attendance
                .find(new FindOptions()
                        .filter(named(eventId, userKeys))
                        .projection(new Document("_id", 1))
                        .limit(1))
                .collect()
                .first()
                .map(found -> found != null);
    }

    /**
     * Erases them.
     *
     * @param userKeys whom; empty for everybody
     * @return how many documents have become others
     */
    public Uni<Integer> erase(ClientSession session, ObjectId eventId, Set<String> userKeys, Pseudonyms names) {
        return attendance
                .find(session, named(eventId, userKeys))
                .collect()
                .asList()
                .chain(found -> {
                    List<WriteModel<Document>> writes = new ArrayList<>();
                    found.forEach(noted -> replace(noted, names, writes));
                    return writes.isEmpty()
                            ? Uni.createFrom().item(0)
                            : attendance.bulkWrite(session, writes).replaceWith(writes.size());
                });
    }

    /** A document's id is its own for ever: who is noted is another document. */
    private static void replace(Document noted, Pseudonyms names, List<WriteModel<Document>> writes) {
        Document id = noted.get("_id", Document.class);
        Document erased = new Document(noted);
        if (noted.get(Attendances.ACTOR) instanceof String actor) {
            erased.append(Attendances.ACTOR, names.of(actor));
        }
        if (id.get(Attendances.ID_PERSON) instanceof String person
                && !names.of(person).equals(person)) {
            erased.append("_id", Attendances.id(id.getObjectId(Attendances.ID_EVENT), names.of(person)));
            writes.add(new DeleteOneModel<>(Filters.eq("_id", id)));
            writes.add(new InsertOneModel<>(erased));
        } else if (!erased.equals(noted)) {
            writes.add(new ReplaceOneModel<>(Filters.eq("_id", id), erased));
        }
    }

    private static Bson named(ObjectId eventId, Set<String> userKeys) {
        Bson ofEvent = Filters.and(
                Filters.gt("_id", Attendances.id(eventId, new MinKey())),
                Filters.lt("_id", Attendances.id(eventId, new MaxKey())));
        return userKeys.isEmpty()
                ? ofEvent
                : Filters.and(
                        ofEvent,
                        Filters.or(
                                Filters.in("_id." + Attendances.ID_PERSON, userKeys),
                                Filters.in(Attendances.ACTOR, userKeys)));
    }
}
