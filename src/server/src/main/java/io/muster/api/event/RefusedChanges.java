package io.muster.api.event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.api.view.EventForManager;
import io.muster.event.Refusal;
import io.muster.identity.Profile;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** What a manager is told of a change that was refused, in words for a manager: of people the names too, which the rules do not know. */
@Singleton
class RefusedChanges {
    private static final String OVER = "over";
    private static final String USER_KEY = "userKey";

    private final EventForManager view;

    RefusedChanges(EventForManager view) {
        this.view = view;
    }

    /** The problem to answer the firm's manager with. */
    Uni<ProblemException> told(String managerId, Refusal refusal) {
        ProblemException problem = problem(refusal);
        return refusal.facts().get(OVER) instanceof List<?> people
                ? named(managerId, people).map(named -> problem.with(OVER, named))
                : Uni.createFrom().item(problem);
    }

    /** The catalogue's sentence for {@code BARRED} is for the person. */
    private static ProblemException problem(Refusal refusal) {
        return refusal.reason() == Refusal.Reason.BARRED
                ? new ProblemException(ProblemType.BARRED, "This person is barred from the event. Lift the bar first.")
                : ProblemException.of(refusal);
    }

    private Uni<List<Map<String, @Nullable Object>>> named(String managerId, List<?> people) {
        Set<String> userKeys = people.stream().map(RefusedChanges::userKey).collect(Collectors.toSet());
        return view.namesSoon(managerId, userKeys).map(profiles -> {
            List<Map<String, @Nullable Object>> named = new ArrayList<>(people.size());
            for (Object person : people) {
                Map<String, @Nullable Object> said = new HashMap<>();
                ((Map<?, ?>) person).forEach((name, value) -> said.put(String.valueOf(name), value));
                said.put(
                        "name",
                        profiles.getOrDefault(userKey(person), Profile.UNKNOWN)
                                .name()
                                .orElse(null));
                named.add(said);
            }
            return named;
        });
    }

    private static String userKey(Object person) {
        return String.valueOf(((Map<?, ?>) person).get(USER_KEY));
    }
}
