package io.muster.store.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Projections;
import io.muster.event.AudienceKeys;
import io.quarkus.mongodb.AggregateOptions;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Multi;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;

/**
 * A search for events from which the lists of several people are chosen. Each event is read without the people who do not ask,
 * those on standby excepted: however many are in it, or it is for, or are barred from it, their number does not count.
 *
 * @param hint the index to be used
 * @param limit the most events
 */
record SharedSearch(Bson filter, Optional<Bson> sort, Optional<Bson> hint, int limit) {
    /** What most searches find comes in one reply; of one that finds too much not all is sent. */
    static final int BATCH = 300;

    Multi<RawBsonDocument> of(ReactiveMongoCollection<RawBsonDocument> events, Collection<String> userKeys) {
        List<Bson> stages = new ArrayList<>(List.of(Aggregates.match(filter)));
        sort.map(Aggregates::sort).ifPresent(stages::add);
        stages.add(Aggregates.limit(limit));
        stages.add(Aggregates.addFields(EventProjections.peopleOnly(userKeys)));
        stages.add(Aggregates.project(Projections.exclude(AudienceKeys.FIELD)));
        AggregateOptions options = new AggregateOptions().batchSize(BATCH);
        hint.ifPresent(options::hint);
        return events.aggregate(stages, options);
    }
}
