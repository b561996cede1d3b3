package io.muster.api.me;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import jakarta.inject.Singleton;

import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.identity.Caller;
import io.muster.respond.people.Erasing;
import io.muster.respond.people.ErasureSweep;
import io.muster.respond.people.LastManagerException;
import io.muster.store.DatabaseClock;
import io.muster.store.people.Members;
import io.muster.store.read.ShiftReads;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/** People who erase themselves. */
@Singleton
class OwnErasures {
    private final Members members;
    private final ShiftReads shifts;
    private final DatabaseClock clock;
    private final Erasing erasing;
    private final ErasureSweep sweep;

    OwnErasures(Members members, ShiftReads shifts, DatabaseClock clock, Erasing erasing, ErasureSweep sweep) {
        this.members = members;
        this.shifts = shifts;
        this.clock = clock;
        this.erasing = erasing;
        this.sweep = sweep;
    }

    /** Begins to erase the caller, unless that has begun; the firms are those of which the caller is a member, that the token names, and in whose events the caller is. */
    Uni<ObjectId> oneself(Caller caller) {
        return erasing.unfinishedOf(caller.userKey())
                .chain(found -> found.map(job -> Uni.createFrom().item(job)).orElseGet(() -> another(caller)))
                .invoke(sweep::begin);
    }

    private Uni<ObjectId> another(Caller caller) {
        String userKey = caller.userKey();
        return members.everywhere(userKey)
                .chain(memberships -> clock.now()
                        .chain(now -> shifts.toBeFreed(Optional.empty(), userKey, now))
                        .chain(placed -> {
                            Set<String> firms = new HashSet<>(caller.employers().named());
                            placed.forEach(event -> firms.add(event.managerId()));
                            return erasing.oneself(userKey, memberships, firms);
                        }))
                .onFailure(LastManagerException.class)
                .transform(failure -> new ProblemException(ProblemType.LAST_MANAGER));
    }
}
