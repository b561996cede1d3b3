package io.muster.api.http;

import java.util.HashMap;
import java.util.Map;

/** The bytes that are held in memory of bodies, or of answers: in all and of each caller, each with a bound. */
final class ByteBudget {
    private final long max;
    private final long maxOfCaller;
    private final Map<String, Long> byCaller = new HashMap<>();
    private long held;

    ByteBudget(long max, long maxOfCaller) {
        this.max = max;
        this.maxOfCaller = maxOfCaller;
    }

    /** Takes so many bytes, or none. A caller who holds nothing always gets what fits in all: no bound is below one body. */
    synchronized boolean take(String userKey, long bytes) {
        long own = byCaller.getOrDefault(userKey, 0L);
        if (held + bytes > max || (own > 0 && own + bytes > maxOfCaller)) {
            return false;
        }
        add(userKey, bytes);
        return true;
    }

    /** Whether anything more may begin whose bytes are not known yet. */
    synchronized boolean hasRoom(String userKey) {
        return held < max && byCaller.getOrDefault(userKey, 0L) < maxOfCaller;
    }

    /** Counts bytes that cannot be refused any more, whatever the bounds are. */
    synchronized void add(String userKey, long bytes) {
        held += bytes;
        byCaller.merge(userKey, bytes, Long::sum);
    }

    /** Gives back what was taken. */
    synchronized void giveBack(String userKey, long bytes) {
        held -= bytes;
        byCaller.computeIfPresent(userKey, (same, own) -> own > bytes ? own - bytes : null);
    }

    synchronized long held() {
        return held;
    }
}
