package io.muster.api.people;

import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.api.problem.Problems;
import io.muster.respond.people.LastManagerException;
import io.muster.respond.people.OwnMemberException;
import io.muster.respond.people.Release;
import io.muster.store.people.MemberExistsException;
import io.smallrye.mutiny.Uni;

/** What a change of members that failed is answered with. */
final class MemberProblems {
    private MemberProblems() {}

    static <T> Uni<T> of(Uni<T> change) {
        return change.onFailure(MemberExistsException.class)
                .transform(failure -> new ProblemException(ProblemType.MEMBER_EXISTS))
                .onFailure(LastManagerException.class)
                .transform(failure -> new ProblemException(ProblemType.LAST_MANAGER))
                .onFailure(OwnMemberException.class)
                .transform(failure -> new ProblemException(ProblemType.OWN_MEMBER))
                .onFailure(Release.UnreleasedException.class)
                .transform(failure -> ProblemException.of(((Release.UnreleasedException) failure).refusal()))
                .onFailure(Problems::isOfUnknownOutcome)
                .transform(Problems::outcomeUnknown);
    }
}
