package io.muster.live;

/** There is no collection of that name. */
final class JournalMissing extends RuntimeException {
    JournalMissing() {
        super("no journal", null, false, false);
    }
}
