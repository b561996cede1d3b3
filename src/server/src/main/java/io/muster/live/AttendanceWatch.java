package io.muster.live;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.muster.store.Attendances.Noted;

/**
 * Which notes have been sent, while they are read again and again. What was noted earlier may become readable later, so each
 * reading begins some time before the newest note that was read. A note that was sent is remembered for that time and not sent
 * again.
 */
final class AttendanceWatch {
    /** A write takes no longer from its time to where it can be read; beyond, the roster alone has it. */
    static final Duration OVERLAP = Duration.ofSeconds(10);

    private final int limit;
    private final Set<Noted> sent = new HashSet<>();
    private Instant newest;
    private Instant from;

    /**
     * @param now the database's time: what was noted long before is not looked for
     * @param limit the most that one reading gives; who notes more within {@link #OVERLAP} has the rest sent as it is read first
     */
    AttendanceWatch(Instant now, int limit) {
        this.limit = limit;
        this.newest = now;
        this.from = now.minus(OVERLAP);
    }

    /** From when on notes are to be read next, that time included. */
    Instant from() {
        return from;
    }

    /** Those of a reading that have not been sent, in its order. */
    List<Noted> news(List<Noted> read) {
        return read.stream().filter(noted -> !sent.contains(noted)).toList();
    }

    /** A reading has been sent. */
    void sent(List<Noted> read) {
        sent.addAll(read);
        for (Noted noted : read) {
            newest = later(newest, noted.changedAt());
        }
        if (read.size() < limit) {
            from = later(from, newest.minus(OVERLAP));
        } else {
            // There may be more: it goes on behind these, or it would read the same ones for ever.
            Instant last = read.get(read.size() - 1).changedAt();
            from = last.isAfter(from) ? last : from.plusMillis(1);
        }
        sent.removeIf(noted -> noted.changedAt().isBefore(from));
    }

    /** How many are remembered. */
    int remembered() {
        return sent.size();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
