package io.muster.store.people;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.muster.people.Member;
import io.muster.people.MemberState;
import io.muster.store.CollectionNames;
import io.muster.store.DatabaseFailure;
import io.muster.store.Indexes;
import io.muster.store.MemberFields;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import mutiny.zero.flow.adapters.AdaptersToFlow;
import org.bson.Document;

/**
 * A mark in the documents of firms that have ever blocked somebody. It is there before the first of them is blocked, and stays. Who plans
 * for a firm without it need not look anybody up.
 */
public final class BlockingFirms {
    private static final String BLOCKS = "blocks";
    private static final int FIRMS_AT_ONCE = 500;
    private static final Duration LONGEST_LOOK = Duration.ofMinutes(30);

    private final ReactiveMongoCollection<Document> firms;
    private final ReactiveMongoDatabase database;

    public BlockingFirms(ReactiveMongoDatabase database) {
        this.firms = database.getCollection(CollectionNames.FIRMS);
        this.database = database;
    }

    /** Whether a firm may have blocked somebody, by its document. */
    public static boolean blocks(Optional<Document> stored) {
        return stored.filter(firm -> Boolean.TRUE.equals(firm.get(BLOCKS))).isPresent();
    }

    /** Whether a firm may have blocked somebody. */
    public Uni<Boolean> blocks(String managerId) {
        return firms.find(new FindOptions().filter(Filters.eq("_id", managerId)).limit(1))
                .collect()
                .first()
                .map(found -> blocks(Optional.ofNullable(found)));
    }

    /** To be done before a member is stored. Outside of any transaction. */
    Uni<Void> before(Member member) {
        return member.state() == MemberState.BLOCKED
                ? mark(member.managerId())
                : Uni.createFrom().voidItem();
    }

    /**
     * Marks those that a version of the service left without it which did not know it: before this one, or beside it. What is to be looked
     * at are the members that are blocked: many take longer than everything else may.
     */
    public Uni<Void> markThoseLeftWithout() {
        var patient = database.unwrap().withTimeout(LONGEST_LOOK.toMillis(), TimeUnit.MILLISECONDS);
        return Multi.createFrom()
                .publisher(AdaptersToFlow.publisher(patient.getCollection(CollectionNames.MEMBERS)
                        .find(MemberDocuments.BLOCKED)
                        .hint(Indexes.BY_BLOCKING_FIRM)
                        .projection(Projections.include(MemberFields.MANAGER_ID))))
                .map(member -> member.getString(MemberFields.MANAGER_ID))
                // The index has them by firm.
                .skip()
                .repetitions()
                .group()
                .intoLists()
                .of(FIRMS_AT_ONCE)
                .onItem()
                .transformToUniAndConcatenate(this::markUnlessMarked)
                .collect()
                .last();
    }

    private Uni<Void> markUnlessMarked(List<String> managerIds) {
        return firms.find(new FindOptions()
                        .filter(Filters.and(Filters.in("_id", managerIds), Filters.eq(BLOCKS, true)))
                        .projection(Projections.include("_id")))
                .map(firm -> firm.getString("_id"))
                .collect()
                .asSet()
                .onItem()
                .transformToMulti(marked -> Multi.createFrom()
                        .iterable(managerIds)
                        .select()
                        .where(managerId -> !marked.contains(managerId)))
                .onItem()
                .transformToUniAndConcatenate(this::mark)
                .collect()
                .last();
    }

    Uni<Void> mark(String managerId) {
        return firms.updateOne(
                        Filters.eq("_id", managerId), Updates.set(BLOCKS, true), new UpdateOptions().upsert(true))
                .onFailure(DatabaseFailure::isDuplicateKey)
                .retry()
                .atMost(1)
                .replaceWithVoid();
    }
}
