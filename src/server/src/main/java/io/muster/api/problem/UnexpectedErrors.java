package io.muster.api.problem;

import java.util.Arrays;

import org.jboss.logging.Logger;

/**
 * Logs an unexpected failure: its type and where it happened. The message of an exception may quote client input: it is
 * logged at debug level only, with control characters escaped, because a line break would forge log lines.
 */
public final class UnexpectedErrors {
    private static final Logger LOG = Logger.getLogger(UnexpectedErrors.class);
    private static final int MAX_MESSAGE = 200;
    private static final int MAX_CAUSES = 5;
    private static final int MAX_FRAMES = 25;

    private UnexpectedErrors() {}

    /** @param route the route, without client input */
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

    /** A failure that no client is told of: the answer was sent before, or the client has hung up. */
    static void late(String route, Throwable failure) {
        LOG.debugf("nobody to answer route=%s %s", route, failure.getClass().getName());
    }

    public static String defused(@org.jspecify.annotations.Nullable String message) {
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
