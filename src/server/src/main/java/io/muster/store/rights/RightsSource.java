package io.muster.store.rights;

import java.util.Optional;

import io.muster.identity.Caller;
import io.muster.store.CollectionNames;
import io.muster.store.MemberFields;
import org.bson.Document;
import org.bson.types.ObjectId;

/** A collection that decides what somebody may. */
enum RightsSource {
    MEMBERS(CollectionNames.MEMBERS) {
        /** One whose document is gone by now is told as gone: nobody can say any more whom it was about. */
        @Override
        Optional<String> userKey(ObjectId id, Optional<Document> now) {
            return now.map(member -> member.getString(MemberFields.USER_KEY));
        }
    },
    TOKENS(CollectionNames.TOKENS) {
        @Override
        Optional<String> userKey(ObjectId id, Optional<Document> now) {
            return Optional.of(Caller.machine(id.toHexString()));
        }
    };

    private final String collection;

    RightsSource(String collection) {
        this.collection = collection;
    }

    String collection() {
        return collection;
    }

    /**
     * Whom a change is about.
     *
     * @param id of the document
     * @param now its userKey; empty if it is gone
     */
    abstract Optional<String> userKey(ObjectId id, Optional<Document> now);
}
