package io.muster.api.people;

import java.util.Optional;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.api.body.CanonicalJson;
import io.muster.api.body.MemberBody;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.event.Digest;
import io.muster.identity.Caller;
import io.muster.people.Member;
import io.muster.respond.people.MemberChanges;
import io.muster.store.people.MemberExistsException;
import io.muster.store.people.Members;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/**
 * Makes members. With an {@code Idempotency-Key} their ids are derived from it, so that a repeated request finds the first one's
 * member; the fingerprint stored with it says whether the request was the same.
 */
@Singleton
class NewMembers {
    private static final int ID_DIGITS = 24;

    private final OwnMembers own;
    private final Members members;
    private final MemberChanges changes;

    NewMembers(OwnMembers own, Members members, MemberChanges changes) {
        this.own = own;
        this.members = members;
        this.changes = changes;
    }

    /** The member; of a repeated key the first one's, as it is now. */
    Uni<Member> make(Caller manager, JsonNode body, Optional<String> key) {
        String managerId = OwnMembers.firmOf(manager);
        ObjectId id = key.map(it -> id(manager, it)).orElseGet(ObjectId::new);
        String fingerprint = Digest.hex("member", CanonicalJson.text(body));
        return own.teams(managerId, body)
                .map(teams -> MemberBody.made(body, Member.unknown(id, managerId), teams))
                .chain(member -> changes.make(member, fingerprint, manager.userKey())
                        .replaceWith(member)
                        .onFailure(MemberExistsException.class)
                        .recoverWithUni(exists -> madeBefore(member, fingerprint, exists)));
    }

    private Uni<Member> madeBefore(Member member, String fingerprint, Throwable exists) {
        return members.made(member.managerId(), member.id()).map(found -> {
            Members.Made made = found.orElseThrow(() -> (MemberExistsException) exists);
            if (!made.fingerprint().equals(fingerprint)) {
                throw new ProblemException(ProblemType.IDEMPOTENCY_KEY_REUSED);
            }
            return made.member();
        });
    }

    private static ObjectId id(Caller manager, String key) {
        String digest = Digest.hex("member", manager.userKey(), OwnMembers.firmOf(manager), key);
        return new ObjectId(digest.substring(0, ID_DIGITS));
    }
}
