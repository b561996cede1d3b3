package io.muster.store.people;

import java.util.List;
import java.util.Optional;

import io.muster.people.Access;
import io.muster.people.Member;
import io.muster.people.MemberState;
import org.bson.Document;
import org.bson.types.ObjectId;

/** Members as tests put them into the database, many at once. */
public final class MembersByHand {
    private MembersByHand() {}

    public static Document document(
            String managerId, String name, String email, String phone, List<String> teams, boolean isBlocked) {
        Member unknown = Member.unknown(new ObjectId(), managerId);
        return MemberDocuments.inserted(new Member(
                unknown.id(),
                managerId,
                unknown.userKey(),
                name,
                Optional.of(email),
                Optional.of(phone),
                teams,
                List.of(),
                Access.STAFF,
                isBlocked ? MemberState.BLOCKED : MemberState.INVITED,
                Optional.empty(),
                1));
    }
}
