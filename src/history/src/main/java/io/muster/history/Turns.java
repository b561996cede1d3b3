package io.muster.history;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

import io.muster.history.Entry.Exclusive;
import io.muster.history.Entry.Giving;
import io.muster.history.Entry.Journaled;
import io.muster.history.Entry.Places;
import io.muster.history.Entry.Seat;
import io.muster.history.HistoryViolation.Invariant;

/**
 * Whether those who wait get what becomes free, in their order (docs/design.md#i9), and whether each further entry of a command lies
 * with its first one (docs/design.md#i10). Asked before and after each entry is applied to the lists.
 */
final class Turns {
    private final Map<String, Seat> accepted;
    private final Map<String, Seat> standby;
    private final Set<String> orphans;
    private final BiConsumer<Invariant, String> violation;
    private final Map<Long, Journaled> lines = new HashMap<>();
    private Giving giving;
    private Optional<Exclusive> exclusive = Optional.empty();
    private Map<String, Places> capacity;

    /**
     * @param accepted who is in, as it changes
     * @param standby who waits, as it changes
     * @param orphans who waits for a role that is gone, while another one has its name; as it changes
     * @param giving as it is in the end: for journals whose entries do not say it
     */
    Turns(
            Map<String, Seat> accepted,
            Map<String, Seat> standby,
            Set<String> orphans,
            Giving giving,
            Map<String, Places> capacity,
            BiConsumer<Invariant, String> violation) {
        this.accepted = accepted;
        this.standby = standby;
        this.orphans = orphans;
        this.giving = giving;
        this.capacity = capacity;
        this.violation = violation;
    }

    /** An entry is about to be applied. */
    void before(Journaled line, Map<String, Places> capacityAfter) {
        if (isOwnLine(line) && !isOfOneRepair(line)) {
            end();
        }
        checkCause(line);
        lines.put(line.version(), line);
        giving = line.giving().orElse(giving);
        exclusive = line.exclusive();
        capacity = capacityAfter;
        if (line.kind().equals("promoted")) {
            checkPromotion(line);
        } else if (line.kind().equals("accepted")) {
            checkAccept(line);
        }
        checkQualified(line);
        checkEngaged(line);
        if (line.from().isEmpty()) {
            line.since().ifPresent(since -> checkSince(line, since));
        }
    }

    /** A command has ended: nobody waits for a place that is free. */
    void end() {
        if (!isKnownWhoIsPassedOver()) {
            return;
        }
        next().ifPresent(seat -> violation.accept(
                Invariant.I9, seat.userKey() + " waits for a free place after version " + lastVersion()));
    }

    private long lastVersion() {
        return lines.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private static boolean isOwnLine(Journaled line) {
        return line.cause().filter(cause -> cause != line.version()).isEmpty();
    }

    /** A repair makes an entry for each person concerned. */
    private boolean isOfOneRepair(Journaled line) {
        return line.kind().equals("repaired")
                && Optional.ofNullable(lines.get(line.version() - 1))
                        .filter(before -> before.kind().equals("repaired"))
                        .isPresent();
    }

    /** I10. A promotion by a request that recorded nothing itself is its own cause. */
    private void checkCause(Journaled line) {
        boolean isPromotion = line.kind().equals("promoted");
        if (isPromotion != line.cause().isPresent()) {
            violation.accept(
                    Invariant.I10, "version " + line.version() + " is " + line.kind() + ", cause " + line.cause());
            return;
        }
        line.cause().ifPresent(cause -> {
            boolean isTogether = cause <= line.version() && isOfOneBatch(line, cause);
            for (long version = cause + 1; version < line.version(); version++) {
                isTogether = isTogether
                        && Optional.ofNullable(lines.get(version))
                                .flatMap(Journaled::cause)
                                .equals(line.cause());
            }
            Optional<String> actor = cause == line.version()
                    ? line.actor()
                    : Optional.ofNullable(lines.get(cause)).flatMap(Journaled::actor);
            if (!isTogether || !actor.equals(line.actor())) {
                violation.accept(
                        Invariant.I10, "version " + line.version() + " is not of the command of version " + cause);
            }
        });
    }

    private boolean isOfOneBatch(Journaled line, long cause) {
        Optional<Integer> first = Optional.ofNullable(lines.get(cause)).flatMap(Journaled::place);
        return first.isEmpty()
                || line.place()
                        .filter(place -> place - first.get() != line.version() - cause)
                        .isEmpty();
    }

    /** The first of all who wait for a free place and may have it. */
    private Optional<Seat> next() {
        return standby.values().stream()
                .filter(this::mayHave)
                .filter(seat -> free(key(seat)) > 0)
                .min(Comparator.comparingLong(Seat::since));
    }

    /** Where somebody who has a place elsewhere is passed over, one has to know who that is. */
    private boolean isKnownWhoIsPassedOver() {
        return exclusive.filter(rule -> rule.engaged().isEmpty()).isEmpty();
    }

    private void checkPromotion(Journaled line) {
        if (!isKnownWhoIsPassedOver()) {
            return;
        }
        String person = line.userKey().orElse("");
        Optional<Seat> next = next();
        if (!next.map(Seat::userKey).equals(Optional.of(person))) {
            violation.accept(
                    Invariant.I9,
                    person + " is promoted at version " + line.version() + ", and the next is "
                            + next.map(Seat::userKey).orElse("nobody"));
        } else if (!Replayed.key(line.role().orElse("")).equals(key(next.orElseThrow()))) {
            violation.accept(Invariant.I9, person + " waits for another role at version " + line.version());
        }
    }

    /** Nobody gets in who came after people who wait for all the free places. */
    private void checkAccept(Journaled line) {
        String role = Replayed.key(line.role().orElse(""));
        long since = Optional.ofNullable(standby.get(line.userKey().orElse("")))
                .filter(seat -> isFor(seat, role))
                .map(Seat::since)
                .orElse(line.version());
        long ahead = standby.values().stream()
                .filter(seat -> key(seat).equals(role) && mayHave(seat) && seat.since() < since)
                .count();
        if (isKnownWhoIsPassedOver() && ahead > 0 && ahead >= free(role)) {
            violation.accept(
                    Invariant.I9,
                    line.userKey().orElse("") + " overtakes at version " + line.version() + ": " + ahead + " wait");
        }
    }

    /** I12. Of a promotion it is seen by who is next. */
    private void checkQualified(Journaled line) {
        String person = line.userKey().orElse("");
        if (List.of("accepted", "standby", "assigned", "moved").contains(line.kind())
                && !giving.isQualified(person, line.role().orElse(""))
                && !line.override().contains("NOT_QUALIFIED")) {
            violation.accept(Invariant.I12, person + " is not qualified for the place of version " + line.version());
        }
    }

    /** I11, by the facts of the entry. Of a promotion it is seen by who is next. */
    private void checkEngaged(Journaled line) {
        String person = line.userKey().orElse("");
        if (List.of("accepted", "assigned", "moved").contains(line.kind())
                && isEngaged(person, line.role().orElse(""))
                && !line.override().contains("TIME_CONFLICT")) {
            violation.accept(Invariant.I11, person + " has another place at the time of version " + line.version());
        }
    }

    private boolean isEngaged(String person, String role) {
        return exclusive.filter(rule -> rule.isEngaged(person, role)).isPresent();
    }

    /** A position is kept until it is given up. */
    private void checkSince(Journaled line, long since) {
        String person = line.userKey().orElse("");
        Optional<Seat> waits = Optional.ofNullable(standby.get(person));
        Optional<Seat> holds = Optional.ofNullable(accepted.get(person));
        Optional<Seat> kept = switch (line.kind()) {
            case "accepted" ->
                waits.filter(seat -> isFor(seat, Replayed.key(line.role().orElse(""))));
            case "promoted", "assigned" -> waits;
            case "moved", "repaired", "confirmed" -> holds.or(() -> waits);
            default -> Optional.empty();
        };
        long due = kept.map(Seat::since).orElse(line.version());
        if (since != due) {
            violation.accept(
                    Invariant.I9,
                    person + " is there since " + since + " at version " + line.version() + ", not since " + due);
        }
    }

    private boolean isFor(Seat seat, String role) {
        return key(seat).equals(role) && !orphans.contains(seat.userKey());
    }

    private boolean mayHave(Seat seat) {
        return !orphans.contains(seat.userKey())
                && giving.roles().stream().map(Replayed::key).anyMatch(key(seat)::equals)
                && !giving.barred().contains(seat.userKey())
                && giving.isQualified(seat.userKey(), seat.role().orElse(""))
                && !isEngaged(seat.userKey(), seat.role().orElse(""));
    }

    private long free(String role) {
        long taken = accepted.values().stream()
                .filter(seat -> key(seat).equals(role))
                .count();
        return Optional.ofNullable(capacity.get(role)).map(Places::capacity).orElse(0) - taken;
    }

    private static String key(Seat seat) {
        return Replayed.key(seat.role().orElse(""));
    }
}
