package io.muster.live.stream;

/** The database has not answered for longer than an answer may take. The command may still be under way. */
final class StreamSilentException extends RuntimeException {
    StreamSilentException() {
        super("no answer", null, false, false);
    }
}
