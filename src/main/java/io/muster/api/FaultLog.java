package io.muster.api;

import java.util.Arrays;

import org.jboss.logging.Logger;

/**
 * Logs a failure nobody expected: what it was and where it happened. An exception's message may quote what a client sent:
 * it is logged for those who debug, and defused, for a line break in it would forge lines of the log.
 */
public final class FaultLog {
    private static final Logger LOG = Logger.getLogger(FaultLog.class);
    private static final int MAX_MESSAGE = 200;
    private static final int MAX_CAUSES = 5;
    private static final int MAX_FRAMES = 25;

    private FaultLog() {}

    /** @param route where it happened, without anything a client sent */
    public static void log(String route, Throwable failure) {
        StringBuilder text = new StringBuilder();
        Throwable cause = failure;
        for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
            text.append(i == 0 ? "" : "\ncaused by: ").append(cause.getClass().getName());
            if (LOG.isDebugEnabled()) {
                text.append(": ").append(defused(cause.getMessage()));
            }
            Arrays.stream(cause.getStackTrace())
                    .limit(MAX_FRAMES)
                    .forEach(frame -> text.append("\n\tat ").append(frame));
            cause = cause.getCause();
        }
        LOG.errorf("unexpected failure route=%s %s", route, text);
    }

    /** What a request came to that had been answered before. */
    static void late(String route, Throwable failure) {
        LOG.debugf("answered before route=%s %s", route, failure.getClass().getName());
    }

    static String defused(@org.jspecify.annotations.Nullable String message) {
        String text = String.valueOf(message);
        StringBuilder safe = new StringBuilder();
        text.codePoints()
                .limit(MAX_MESSAGE)
                .map(it -> Character.isISOControl(it)
                                || Character.getType(it) == Character.FORMAT
                                || Character.getType(it) == Character.LINE_SEPARATOR
                                || Character.getType(it) == Character.PARAGRAPH_SEPARATOR
                        ? '?'
                        : it)
                .forEach(safe::appendCodePoint);
        return safe.toString();
    }
}
