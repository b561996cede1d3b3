package io.muster.store;

import java.util.List;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import io.muster.event.AudienceKeys;
import io.muster.event.Response;
import io.muster.event.SortKey;
import org.bson.Document;

/** The indexes, each with its query (docs/design.md#data-model). */
public final class Indexes {
    public static final Document BY_AUDIENCE = new Document(AudienceKeys.FIELD, 1).append(SortKey.FIELD, 1);
    public static final Document BY_MANAGER_AND_CHANGE =
            new Document(EventDocuments.MANAGER_ID, 1).append(EventDocuments.UPDATED_AT, 1);
    public static final Document BY_MANAGER_AND_ORD =
            new Document(EventDocuments.MANAGER_ID, 1).append(SortKey.FIELD, 1);
    public static final Document BY_MANAGER_AND_ID = new Document(EventDocuments.MANAGER_ID, 1).append("_id", 1);
    public static final Document BY_ORD = new Document(SortKey.FIELD, 1);
    public static final Document BY_CHANGE = new Document(EventDocuments.UPDATED_AT, 1);
    public static final Document BY_EVENT =
            new Document(JournalFields.EVENT_ID, 1).append(JournalFields.REQUEST_KEY, 1);

    public static final Document BY_PERSON = new Document(JournalFields.USER_KEY, 1).append(JournalFields.AT, 1);

    public static final Document BY_MEMBER_KEY = new Document(MemberFields.MANAGER_ID, 1)
            .append(MemberFields.KEYS, 1)
            .append(MemberFields.ORD, 1);

    /** Of blocked members alone. */
    public static final Document BY_BLOCKING_FIRM = new Document(MemberFields.MANAGER_ID, 1);

    public static final List<IndexModel> OF_EVENTS = List.of(
            // What staff see, by date. The index has an entry for each string of the audience and returns them in
            // order.
            index(BY_AUDIENCE),
            // What a person has accepted, by date. Lists need the order as well, or the server would sort whole events
            // in memory. A second index on this array would double the cost of an accept. Sparse: past events without
            // people are not in it.
            new IndexModel(
                    new Document(StaffFields.list(Response.ACCEPT) + ".userKey", 1).append(SortKey.FIELD, 1),
                    new IndexOptions().sparse(true)),
            // What a person is on standby for, by date. Only events that somebody is on standby for are in it.
            new IndexModel(
                    new Document(StaffFields.list(Response.STANDBY) + ".userKey", 1).append(SortKey.FIELD, 1),
                    new IndexOptions().partialFilterExpression(Filters.exists(StaffFields.STANDBY_COUNT))),
            // A manager's list, of any status and of some; and what is ahead, for the manager's staff.
            index(BY_MANAGER_AND_ORD),
            index(new Document(EventDocuments.MANAGER_ID, 1)
                    .append(EventDocuments.STATUS, 1)
                    .append(SortKey.FIELD, 1)),
            // What changed: of the managers a person works for, and of all managers for a single tenant.
            index(BY_MANAGER_AND_CHANGE),
            index(BY_CHANGE),
            // What is ahead of all managers, for a single tenant. No response and no change of status
            // moves an entry while it is read.
            index(BY_ORD),
            // Every event of a firm, deleted or not, in an order that no change moves: for what has to go through all
            // of them.
            index(BY_MANAGER_AND_ID),
            // What was deleted long ago, for retention: in the order in which it goes through them.
            new IndexModel(
                    new Document(EventDocuments.DELETED_AT, 1).append("_id", 1),
                    new IndexOptions().partialFilterExpression(Filters.exists(EventDocuments.DELETED_AT))),
            // For people and programs that query the collection directly.
            index(new Document(EventDocuments.STATUS, 1).append("date", 1)));

    public static final List<IndexModel> OF_JOURNAL = List.of(
            // A request is recorded once.
            new IndexModel(BY_EVENT, new IndexOptions().unique(true)),
            // What happened to a person's own responses.
            index(BY_PERSON),
            // What could take an event out of somebody's sight; responses, the many, cannot, and are not in these.
            changesOfVisibility(new Document(JournalFields.MANAGER_ID, 1).append(JournalFields.AT, 1)),
            changesOfVisibility(new Document(JournalFields.AT, 1)));

    public static final List<IndexModel> OF_ATTENDANCE = List.of(
            // What was noted just now, for the frames of each process.
            index(new Document(Attendances.CHANGED_AT, 1)));

    public static final List<IndexModel> OF_MEMBERS = List.of(
            // A person is a member of a firm once.
            new IndexModel(
                    new Document(MemberFields.MANAGER_ID, 1).append(MemberFields.USER_KEY, 1),
                    new IndexOptions().unique(true)),
            // What all firms say of a person, for that person.
            index(new Document(MemberFields.USER_KEY, 1)),
            // An address leads to one member of a firm; many members have none.
            new IndexModel(
                    new Document(MemberFields.MANAGER_ID, 1).append(MemberFields.EMAIL_KEY, 1),
                    new IndexOptions().unique(true).partialFilterExpression(Filters.exists(MemberFields.EMAIL_KEY))),
            // Whom a line of a sheet may mean.
            new IndexModel(
                    new Document(MemberFields.MANAGER_ID, 1).append(MemberFields.PHONE_KEY, 1),
                    new IndexOptions().partialFilterExpression(Filters.exists(MemberFields.PHONE_KEY))),
            // Who signs in with an address: the members of all firms that have it.
            new IndexModel(
                    new Document(MemberFields.EMAIL_KEY, 1),
                    new IndexOptions().partialFilterExpression(Filters.exists(MemberFields.EMAIL_KEY))),
            // Whom a code invites.
            new IndexModel(
                    new Document(MemberFields.INVITATION_HASH, 1),
                    new IndexOptions()
                            .unique(true)
                            .partialFilterExpression(Filters.exists(MemberFields.INVITATION_HASH))),
            // Whose events still have to follow a joining; few at any time.
            new IndexModel(
                    new Document(MemberFields.JOINED_AT, 1),
                    new IndexOptions().partialFilterExpression(Filters.exists(MemberFields.JOINED_AT))),
            // Which firms have blocked somebody; of each firm there are few such members.
            new IndexModel(
                    BY_BLOCKING_FIRM,
                    new IndexOptions().partialFilterExpression(Filters.eq(MemberFields.STATE, MemberFields.BLOCKED))),
            // Lists and searches, by name. The index has an entry for each key of a member and returns them in order.
            index(BY_MEMBER_KEY));

    private Indexes() {}

    private static IndexModel index(Document keys) {
        return new IndexModel(keys);
    }

    private static IndexModel changesOfVisibility(Document keys) {
        return new IndexModel(
                keys, new IndexOptions().partialFilterExpression(Filters.exists(JournalFields.AUDIENCE_BEFORE)));
    }
}
