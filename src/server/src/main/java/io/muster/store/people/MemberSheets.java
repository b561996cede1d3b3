package io.muster.store.people;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.inject.Singleton;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import io.muster.people.Member;
import io.muster.people.MemberChange;
import io.muster.store.CollectionNames;
import io.muster.store.DatabaseFailure;
import io.muster.store.MemberFields;
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

/** Reads and writes many members of a firm at once, for sheets. */
@Singleton
public class MemberSheets {
    private static final int KEYS_AT_ONCE = 1_000;

    private final ReactiveMongoCollection<Document> members;

    MemberSheets(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.members = client.getDatabase(database).getCollection(CollectionNames.MEMBERS);
    }

    /** The firm's members with one of these ids, e-mail addresses or phone numbers, the latter two as they are compared. */
    public Uni<List<Member>> matching(
            String managerId, Set<ObjectId> ids, Set<String> emailKeys, Set<String> phoneKeys) {
        List<Bson> searches = new ArrayList<>();
        parts(ids)
                .forEach(part -> searches.add(
                        Filters.and(Filters.in("_id", part), Filters.eq(MemberFields.MANAGER_ID, managerId))));
        parts(emailKeys).forEach(part -> searches.add(with(managerId, MemberFields.EMAIL_KEY, part)));
        parts(phoneKeys).forEach(part -> searches.add(with(managerId, MemberFields.PHONE_KEY, part)));
        return found(searches).map(all -> List.copyOf(all.values()));
    }

    /** The index is partial and is used only by a query with the second condition. */
    private static Bson with(String managerId, String field, List<?> values) {
        return Filters.and(
                Filters.eq(MemberFields.MANAGER_ID, managerId), Filters.exists(field), Filters.in(field, values));
    }

    private Uni<Map<ObjectId, Member>> found(List<Bson> searches) {
        return Multi.createFrom()
                .iterable(searches)
                .onItem()
                .transformToMultiAndConcatenate(
                        search -> members.find(new FindOptions().filter(search).projection(MemberDocuments.NO_SEARCH)))
                .map(MemberDocuments::member)
                .collect()
                .in(LinkedHashMap::new, (all, member) -> all.put(member.id(), member));
    }

    private static <T> List<List<T>> parts(Collection<T> keys) {
        List<T> all = List.copyOf(keys);
        return IntStream.iterate(0, from -> from < all.size(), from -> from + KEYS_AT_ONCE)
                .mapToObj(from -> all.subList(from, Math.min(all.size(), from + KEYS_AT_ONCE)))
                .toList();
    }

    /**
     * Carries out changes of one firm's members, as many of them as can be.
     *
     * @return those that could not be: somebody else has changed the member, or has made one like it
     */
    public Uni<Set<MemberChange>> write(List<MemberChange> changes) {
        List<WriteModel<Document>> models =
                changes.stream().map(MemberSheets::model).toList();
        return members.bulkWrite(models, new BulkWriteOptions().ordered(false))
                .replaceWith(List.<BulkWriteError>of())
                .onFailure(DatabaseFailure::isOfDuplicatesAlone)
                .recoverWithItem(failure -> ((MongoBulkWriteException) failure).getWriteErrors())
                .chain(errors -> {
                    Set<MemberChange> failed = errors.stream()
                            .map(error -> changes.get(error.getIndex()))
                            .collect(Collectors.toSet());
                    return missed(changes).invoke(failed::addAll).replaceWith(failed);
                });
    }

    private static WriteModel<Document> model(MemberChange change) {
        return change.before()
                .<WriteModel<Document>>map(before -> new UpdateOneModel<>(
                        Members.at(before, before.version()), MemberDocuments.update(written(change))))
                .orElseGet(() -> new InsertOneModel<>(MemberDocuments.inserted(written(change))));
    }

    private static Member written(MemberChange change) {
        return change.before()
                .map(before -> change.after().at(before.version() + 1))
                .orElse(change.after());
    }

    /** The updates after which the member is not as it should be: their filter has matched nothing. */
    private Uni<List<MemberChange>> missed(List<MemberChange> changes) {
        List<MemberChange> updates =
                changes.stream().filter(change -> change.before().isPresent()).toList();
        if (updates.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<ObjectId> ids = updates.stream().map(change -> change.after().id()).toList();
        return found(List.of(Filters.and(
                        Filters.in("_id", ids),
                        Filters.eq(
                                MemberFields.MANAGER_ID, updates.get(0).after().managerId()))))
                .map(stored -> updates.stream()
                        .filter(change -> !written(change)
                                .equals(stored.get(change.after().id())))
                        .toList());
    }
}
