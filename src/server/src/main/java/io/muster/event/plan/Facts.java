package io.muster.event.plan;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.muster.event.Command;
import io.muster.event.KeyedCommand;

/**
 * What the planner has to know besides the event, read in the same snapshot.
 *
 * @param members which of {@link #peopleOf} are members of the event's firm
 */
public record Facts(Set<String> members) {
    /** Nobody in question is a member. */
    public static final Facts NONE = new Facts(Set.of());

    public Facts {
        members = Set.copyOf(members);
    }

    /** The userKeys of the people of whom it matters: those whom a manager puts in. */
    public static Set<String> peopleOf(List<KeyedCommand> requests) {
        return requests.stream()
                .map(KeyedCommand::command)
                .filter(Command.Assign.class::isInstance)
                .map(command -> ((Command.Assign) command).userKey())
                .collect(Collectors.toUnmodifiableSet());
    }
}
