package io.muster.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

import io.muster.history.Entry.Called;
import io.muster.history.Entry.Heard;
import io.muster.history.Replayed.Moment;

/**
 * When each version of an event was committed, as far as clients can know: not before its request was sent, and not
 * after any answer or frame with this or a later version.
 */
final class Timeline {
    private final Replayed replayed;
    private final TreeMap<Long, Long> earliest = new TreeMap<>();
    private final TreeMap<Long, Long> latest = new TreeMap<>();

    Timeline(Replayed replayed, List<Called> calls, List<Heard> frames) {
        this.replayed = replayed;
        Map<String, Long> unknown = new HashMap<>();
        calls.stream().filter(Called::isUnknown).forEach(call -> unknown.merge(call.doing(), call.start(), Math::min));
        for (Called call : calls) {
            if (call.isFirst() && isOfThisCall(call)) {
                // Of several requests that name a version, or may have been recorded by it, the first; the others were
                // answered from it.
                long start = Math.min(call.start(), unknown.getOrDefault(call.doing(), Long.MAX_VALUE));
                earliest.merge(call.recorded().orElseThrow(), start, Math::min);
            }
            call.version().ifPresent(version -> latest.merge(version, call.end(), Math::min));
            call.recorded().ifPresent(version -> latest.merge(version, call.end(), Math::min));
        }
        frames.forEach(frame -> frame.version().ifPresent(version -> latest.merge(version, frame.at(), Math::min)));
        rise(earliest);
        sink(latest);
    }

    /** A confirmation or a decline of who has nothing to confirm or give back names an older version. */
    private boolean isOfThisCall(Called call) {
        return at(call.recorded().orElseThrow())
                .map(moment -> AnswerCheck.kind(moment.line()).equals(call.kind()))
                .orElse(true);
    }

    /** No version is committed before an earlier one. */
    private static void rise(TreeMap<Long, Long> moments) {
        long soFar = Long.MIN_VALUE;
        for (Map.Entry<Long, Long> moment : moments.entrySet()) {
            soFar = Math.max(soFar, moment.getValue());
            moment.setValue(soFar);
        }
    }

    private static void sink(TreeMap<Long, Long> moments) {
        long soFar = Long.MAX_VALUE;
        for (Map.Entry<Long, Long> moment : moments.descendingMap().entrySet()) {
            soFar = Math.min(soFar, moment.getValue());
            moment.setValue(soFar);
        }
    }

    String eventId() {
        return replayed.eventId();
    }

    NavigableMap<Long, Moment> moments() {
        return replayed.moments();
    }

    Optional<Moment> at(long version) {
        return Optional.ofNullable(replayed.moments().get(version));
    }

    long lastVersion() {
        return replayed.moments().isEmpty() ? 0 : replayed.moments().lastKey();
    }

    /** The version was certainly not committed before. */
    long earliest(long version) {
        return Optional.ofNullable(earliest.floorEntry(version))
                .map(Map.Entry::getValue)
                .orElse(Long.MIN_VALUE);
    }

    /** The version was certainly committed after. */
    long latest(long version) {
        return Optional.ofNullable(latest.ceilingEntry(version))
                .map(Map.Entry::getValue)
                .orElse(Long.MAX_VALUE);
    }

    /** Whether the version can have been the last one at some time during the call. */
    boolean canBeCurrent(long version, Called call) {
        return canHaveBeen(version, version + 1, call);
    }

    /** Whether the caller can have been accepted at some time during the call. */
    boolean canBeIn(Called call) {
        NavigableMap<Long, Boolean> standings = replayed.standings(call.person());
        return standings.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .anyMatch(from -> canHaveBeen(
                        from, Optional.ofNullable(standings.higherKey(from)).orElse(lastVersion() + 1), call));
    }

    /** Whether some time during the call can lie between two versions. */
    private boolean canHaveBeen(long from, long until, Called call) {
        return earliest(from) <= call.end() && (until > lastVersion() || latest(until) >= call.start());
    }
}
