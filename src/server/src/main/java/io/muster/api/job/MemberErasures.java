package io.muster.api.job;

import java.util.Optional;

import jakarta.inject.Singleton;

import io.muster.api.http.EventIds;
import io.muster.identity.Caller;
import io.muster.people.Member;
import io.muster.respond.people.Erasing;
import io.muster.respond.people.ErasureSweep;
import io.muster.store.erasure.Erasures;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/** Members whom their firm erases. The job has the member's id, so that whoever did not hear of it can ask for the same once more. */
@Singleton
public class MemberErasures {
    private final Erasing erasing;
    private final ErasureSweep sweep;
    private final Erasures erasures;

    MemberErasures(Erasing erasing, ErasureSweep sweep, Erasures erasures) {
        this.erasing = erasing;
        this.sweep = sweep;
        this.erasures = erasures;
    }

    /**
     * Begins to erase a member.
     *
     * @return the job; empty if the member was changed meanwhile
     */
    public Uni<Optional<ObjectId>> begin(Member member, Caller manager) {
        return erasing.member(member, manager.userKey())
                .map(begun -> Optional.of(member.id()).filter(it -> begun))
                .invoke(begun -> begun.ifPresent(sweep::begin));
    }

    /** The job of a member of the manager's firm who is gone. */
    public Uni<Optional<ObjectId>> begun(Caller manager, String id) {
        return EventIds.of(id)
                .map(known -> erasures.one(known)
                        .map(found -> found.filter(job -> job.managerId().equals(manager.managerId()))
                                .map(Erasures.Job::id)))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }
}
