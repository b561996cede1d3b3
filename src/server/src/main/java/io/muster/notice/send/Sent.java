package io.muster.notice.send;

import java.util.Locale;

/** What became of a notice on one channel. */
enum Sent {
    SENT,
    /** The person is not reached by this channel. */
    UNREACHABLE,
    /** Whoever carries it does not want it. */
    REFUSED,
    /** It could not be handed over now, and is tried again. */
    FAILED,
    /** The term is over: the process after this one sends it. */
    LEFT;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The value of the metric's label. */
    String wireName() {
        return wireName;
    }
}
