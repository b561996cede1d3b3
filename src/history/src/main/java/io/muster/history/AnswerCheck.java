package io.muster.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

import io.muster.history.Entry.Called;
import io.muster.history.Entry.Journaled;
import io.muster.history.HistoryViolation.Invariant;
import io.muster.history.Replayed.Moment;

/** Compares answers with the journal (docs/design.md#i7 and I8). */
final class AnswerCheck {
    private static final Set<String> RESPONSES = Set.of("accepted", "declined", Called.CONFIRMED);

    private final Timeline timeline;
    private final List<Called> calls;
    private final List<HistoryViolation> found = new ArrayList<>();

    AnswerCheck(Timeline timeline, List<Called> calls) {
        this.timeline = timeline;
        this.calls = calls;
    }

    List<HistoryViolation> violations() {
        checkRecorded();
        checkKeys();
        checkUntold();
        checkOrder();
        calls.forEach(this::checkRefusal);
        return found;
    }

    /**
     * A 200 names an entry of the same person and response. The entry of a place is named by one answer that is not replayed, that
     * of a place on standby by any number.
     */
    private void checkRecorded() {
        Map<Long, Called> told = new HashMap<>();
        for (Called call : calls) {
            if (call.recorded().isEmpty()) {
                if (call.status() == 200) {
                    add(Invariant.I7, call + ": 200, and nothing recorded");
                }
                continue;
            }
            long version = call.recorded().orElseThrow();
            Optional<Moment> moment = timeline.at(version);
            if (moment.filter(it -> isOf(call, it)).isEmpty()) {
                add(Invariant.I7, call + ", where the journal has " + moment.map(Moment::line));
            }
            if (call.isFirst() && isToldOnce(call, moment) && told.put(version, call) != null) {
                add(Invariant.I7, "two first answers for version " + version + ": " + call);
            }
            if (call.version().filter(shown -> shown < version).isPresent()) {
                add(Invariant.I7, call + ", shown at " + call.version());
            }
        }
    }

    private static boolean isToldOnce(Called call, Optional<Moment> moment) {
        String only = call.isAccept() ? "accepted" : Called.CONFIRMED;
        return moment.filter(it -> it.line().kind().equals(only)).isPresent();
    }

    private static boolean isOf(Called call, Moment moment) {
        if (call.isConfirm()) {
            // Where there is nothing to confirm, the answer names what brought the person in.
            return moment.line().userKey().equals(Optional.of(call.person()))
                    && moment.line().response().equals(Optional.of("accept"));
        }
        return moment.line().userKey().equals(Optional.of(call.person()))
                && (kind(moment.line()).equals(call.kind()) || isOfRefused(call, moment))
                && (!call.isAccept() || sameRole(call, moment));
    }

    /** Who was refused by the manager has declined already. */
    private static boolean isOfRefused(Called call, Moment moment) {
        return call.kind().equals("declined") && moment.line().kind().equals("refused");
    }

    /** Of an accept a place, or a place on standby. */
    static String kind(Journaled line) {
        return line.kind().equals("standby") ? "accepted" : line.kind();
    }

    private static boolean sameRole(Called call, Moment moment) {
        return call.role().map(Replayed::key).equals(moment.line().role().map(Replayed::key));
    }

    /** All answers to a key name the same version. */
    private void checkKeys() {
        Map<String, Long> versions = new HashMap<>();
        for (Called call : calls) {
            if (call.key().isPresent() && call.recorded().isPresent() && (call.isAccept() || call.replayed())) {
                long version = call.recorded().orElseThrow();
                Long before = versions.put(call.person() + " " + call.key().orElseThrow(), version);
                if (before != null && before != version) {
                    add(Invariant.I7, call + ", and its key was recorded at " + before);
                }
            }
        }
    }

    /** An entry without an answer needs a request with unknown outcome, sent before the entry was committed. */
    private void checkUntold() {
        Set<Long> known = new HashSet<>();
        Map<String, PriorityQueue<Long>> dark = new HashMap<>();
        for (Called call : calls) {
            call.recorded().ifPresent(known::add);
            if (call.isUnknown()) {
                dark.computeIfAbsent(call.doing(), doing -> new PriorityQueue<>())
                        .add(call.start());
            }
        }
        timeline.moments().forEach((version, moment) -> {
            String kind = kind(moment.line());
            boolean response = RESPONSES.contains(kind);
            String doing = moment.line().userKey().orElse("") + " " + kind;
            if (response && !known.contains(version)) {
                Long asked = dark.getOrDefault(doing, new PriorityQueue<>()).poll();
                if (asked == null || asked > timeline.latest(version)) {
                    add(Invariant.I7, "version " + version + " was recorded and nobody was told: " + doing);
                }
            }
        });
    }

    /**
     * A request that is sent after a version was answered is recorded later than that version. Of those that name a place on
     * standby only the first was recorded by it.
     */
    private void checkOrder() {
        Map<Long, Long> named = new HashMap<>();
        calls.forEach(call -> call.recorded().ifPresent(version -> named.merge(version, call.start(), Math::min)));
        List<Called> byStart = new ArrayList<>(calls);
        byStart.removeIf(call -> !call.isFirst()
                || !call.isAccept()
                || named.getOrDefault(call.recorded().orElseThrow(), 0L) < call.start());
        byStart.sort(Comparator.comparingLong(Called::start));
        List<Called> byEnd = new ArrayList<>(calls);
        byEnd.removeIf(call -> call.latestShown() == 0);
        byEnd.sort(Comparator.comparingLong(Called::end));
        long known = 0;
        int next = 0;
        for (Called call : byStart) {
            for (; next < byEnd.size() && byEnd.get(next).end() < call.start(); next++) {
                known = Math.max(known, byEnd.get(next).latestShown());
            }
            if (call.recorded().orElseThrow() <= known) {
                add(Invariant.I7, call + ", asked after version " + known + " was known");
            }
        }
    }

    private void checkRefusal(Called call) {
        boolean holds = true;
        if (call.is("CAPACITY_FULL")) {
            holds = call.version()
                    .map(version -> canBeFull(version, call))
                    .orElseGet(
                            () -> timeline.moments().keySet().stream().anyMatch(version -> canBeFull(version, call)));
        } else if (call.is("ALREADY_ACCEPTED")) {
            holds = timeline.canBeIn(call);
        }
        if (!holds) {
            add(
                    Invariant.I8,
                    call + call.version().map(at -> " at version " + at).orElse("") + ", when it was not so");
        }
    }

    private boolean canBeFull(long version, Called call) {
        return timeline.at(version)
                        .filter(moment -> moment.isFull(call.role().orElse("")))
                        .isPresent()
                && timeline.canBeCurrent(version, call);
    }

    private void add(Invariant invariant, String detail) {
        found.add(new HistoryViolation(invariant, timeline.eventId(), detail));
    }
}
