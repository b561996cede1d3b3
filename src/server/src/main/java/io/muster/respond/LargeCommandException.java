package io.muster.respond;

/** A command of a batch makes so many lines that it is to be a batch of its own. The batch is halved until it is. */
final class LargeCommandException extends RuntimeException {
    LargeCommandException() {
        super("a command makes many lines", null, false, false);
    }
}
