package io.muster.event.read;

import java.util.List;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import org.bson.Document;

/** The indexes, each with the query it is for. */
final class Indexes {
    static final Document BY_MANAGER_AND_CHANGE = new Document("managerId", 1).append("updatedAt", 1);
    static final Document BY_CHANGE = new Document("updatedAt", 1);
    static final Document BY_EVENT = new Document("eventId", 1).append("requestKey", 1);

    static final List<IndexModel> OF_EVENTS = List.of(
            // What staff see, by date: each string of the audience is a place in the index, and the order comes with
            // it.
            index(new Document("audience", 1).append("ord", 1)),
            // What a person has accepted, by date. The lists need the order too, or the server would sort whole events
            // in
            // memory; a second index on this array would double what an accept costs. Sparse: most events of the past
            // without people are not in it for ever.
            new IndexModel(new Document("accepted_staff.userKey", 1).append("ord", 1), new IndexOptions().sparse(true)),
            // A manager's list, of any status and of some.
            index(new Document("managerId", 1).append("ord", 1)),
            index(new Document("managerId", 1).append("status", 1).append("ord", 1)),
            // What changed: of the managers a person works for, and of all where they are not told apart.
            index(BY_MANAGER_AND_CHANGE),
            index(BY_CHANGE),
            // For whoever looks at the collection by hand or from another program.
            index(new Document("status", 1).append("date", 1)));

    static final List<IndexModel> OF_JOURNAL = List.of(
            // A request is recorded once.
            new IndexModel(BY_EVENT, new IndexOptions().unique(true)),
            // What happened to a person's own responses.
            index(new Document("userKey", 1).append("at", 1)),
            // What could take an event out of somebody's sight; responses, the many, cannot, and are not in these.
            changesOfSight(new Document("managerId", 1).append("at", 1)),
            changesOfSight(new Document("at", 1)));

    private Indexes() {}

    private static IndexModel index(Document keys) {
        return new IndexModel(keys);
    }

    private static IndexModel changesOfSight(Document keys) {
        return new IndexModel(keys, new IndexOptions().partialFilterExpression(Filters.exists("audienceBefore")));
    }
}
