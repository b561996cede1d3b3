package io.muster.event.plan;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.muster.event.Command;
import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.muster.event.Qualifications;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import io.muster.event.journal.EventState;
import io.muster.event.overlap.Engagement;
import io.muster.event.overlap.TimeSpan;
import io.muster.identity.Caller;
import io.muster.identity.Standing;

/**
 * What the planner has to know besides the event, read in the same snapshot.
 *
 * @param members which of {@link #peopleOf} are members of the event's firm whom a manager can put in
 * @param qualifications what those of {@link #peopleOf} are qualified for of whom the firm says something, by userKey
 * @param standings what those of {@link #peopleOf} may in the event's firm of whom the firm says something, by userKey
 * @param erasing those of {@link #peopleOf} whom the firm is erasing
 * @param engagements the firm's rule about places at the same time, and the places elsewhere of those who were looked up
 */
public record Facts(
        Set<String> members,
        Map<String, Qualifications> qualifications,
        Map<String, Standing> standings,
        Set<String> erasing,
        Engagements engagements) {
    /** Nobody in question is a member. */
    public static final Facts NONE = new Facts(Set.of(), Map.of());

    /** Facts of a firm without a rule about places at the same time, which has blocked nobody. */
    public Facts(Set<String> members, Map<String, Qualifications> qualifications) {
        this(members, qualifications, Engagements.NONE);
    }

    /** Facts of a firm that has blocked nobody. */
    public Facts(Set<String> members, Map<String, Qualifications> qualifications, Engagements engagements) {
        this(members, qualifications, Map.of(), Set.of(), engagements);
    }

    /** Facts of a firm that is erasing nobody. */
    public Facts(
            Set<String> members,
            Map<String, Qualifications> qualifications,
            Map<String, Standing> standings,
            Engagements engagements) {
        this(members, qualifications, standings, Set.of(), engagements);
    }

    public Facts {
        standings = Map.copyOf(standings);
        erasing = Set.copyOf(erasing);
        members = Set.copyOf(members);
        qualifications = Map.copyOf(qualifications);
    }

    /** What a person lacks of what a role of the event requires, on the event's last day: {@link Qualifications#missing}. */
    List<String> missing(String userKey, Role role, EventState event) {
        return role.requires().isEmpty()
                ? List.of()
                : qualifications.getOrDefault(userKey, Qualifications.NONE).missing(role, event.lastDay());
    }

    /** The same with these places elsewhere. */
    public Facts with(Engagements others) {
        return new Facts(members, qualifications, standings, erasing, others);
    }

    /** Whether the firm has blocked the person. */
    boolean isBlocked(String userKey) {
        return standing(userKey).blocked();
    }

    /** Whether the firm is erasing the person: nothing new may be recorded of who is. */
    boolean isErasing(String userKey) {
        return erasing.contains(userKey);
    }

    /** Whoever responds, with what the firm of the event says of the person by now. */
    Caller judged(Caller caller, String managerId) {
        Standing standing = standing(caller.userKey());
        if (caller.firm().isPresent()) {
            return caller.firm()
                    .filter(managerId::equals)
                    .flatMap(firm -> caller.within(firm, standing))
                    .orElseGet(caller::withoutFirms);
        }
        return standing.blocked() ? caller.blockedBy(Set.of(managerId)) : caller;
    }

    private Standing standing(String userKey) {
        return standings.getOrDefault(userKey, Standing.NONE);
    }

    /** The person's places elsewhere that come too near to a place of the role, as the firm's rule goes, the earliest first. */
    List<Engagement> conflicts(String userKey, Role role, EventState event) {
        return engagements.byPerson().isEmpty()
                ? List.of()
                : engagements.near(userKey, TimeSpan.of(event.fields(), role));
    }

    /** Whether the person cannot get a place of the role without a manager who sets that aside. */
    boolean isEngaged(String userKey, Role role, EventState event) {
        return engagements.rule().refuses() && !conflicts(userKey, role, event).isEmpty();
    }

    /**
     * The userKeys of all who may get a place by the commands.
     *
     * @param event as it is before the commands
     */
    public static Set<String> candidates(Event event, List<KeyedCommand> requests) {
        Set<String> people = new HashSet<>();
        event.standby().forEach(entry -> people.add(entry.userKey()));
        requests.stream().map(KeyedCommand::command).forEach(command -> {
            if (command instanceof Command.Assign assign) {
                people.add(assign.userKey());
            } else if (command instanceof Command.Accept || command instanceof Command.Rekey) {
                people.add(command.actor());
            }
        });
        return people;
    }

    /**
     * The userKeys of the people of whom it matters what the firm says of them: {@link #peopleOf(Event, List)}; of a firm that may have
     * blocked somebody those who respond and those who wait besides.
     *
     * @param event as it is before the commands
     */
    public static Set<String> peopleOf(Event event, List<KeyedCommand> requests, boolean blocks) {
        Set<String> people = peopleOf(event, requests);
        if (blocks) {
            requests.forEach(request -> request.command().person().ifPresent(caller -> people.add(caller.userKey())));
            event.standby().forEach(entry -> people.add(entry.userKey()));
        }
        return people;
    }

    /**
     * The userKeys of the people of whom it matters what the firm says of them, if it has blocked nobody: those whom a manager puts in,
     * those who respond as members of the firm, and of roles that require something those who accept one and those who wait for one.
     *
     * @param event as it is before the commands
     */
    public static Set<String> peopleOf(Event event, List<KeyedCommand> requests) {
        List<Command> commands = requests.stream().map(KeyedCommand::command).toList();
        List<Role> edited = commands.stream().flatMap(Facts::roles).toList();
        // Whatever the commands do, the event has its own roles, or those of an edit.
        Set<String> names = Stream.concat(event.roles().stream(), edited.stream())
                .filter(Facts::requires)
                .map(role -> Role.keyOf(role.name()))
                .collect(Collectors.toSet());
        // An edit may make any role that people wait for one that requires something.
        boolean mayBeAny = edited.stream().anyMatch(Facts::requires);
        Set<String> people = new HashSet<>();
        commands.forEach(command -> {
            command.person().filter(caller -> caller.firm().isPresent()).ifPresent(it -> people.add(it.userKey()));
            if (command instanceof Command.Assign assign) {
                people.add(assign.userKey());
            } else if (command instanceof Command.Rekey rekey && !names.isEmpty()) {
                // Who waits for such a role waits for it by this userKey afterwards.
                people.add(rekey.userKey());
            } else if (command instanceof Command.Accept accept
                    && (mayBeAny || names.contains(Role.keyOf(accept.role())))) {
                people.add(accept.actor());
            }
        });
        if (!names.isEmpty()) {
            event.standby().stream()
                    .filter(entry -> mayBeAny || isFor(entry, event.roles()))
                    .forEach(entry -> people.add(entry.userKey()));
        }
        return people;
    }

    private static Stream<Role> roles(Command command) {
        return command instanceof Command.Edit edit
                ? edit.patch().roles().stream().flatMap(Collection::stream)
                : Stream.empty();
    }

    private static boolean isFor(StaffEntry waiting, List<Role> roles) {
        return roles.stream()
                .filter(role -> role.waitlist() && requires(role))
                .anyMatch(role -> waiting.key().filter(role.key()::equals).isPresent());
    }

    private static boolean requires(Role role) {
        return !role.requires().isEmpty();
    }
}
