package io.muster.respond;

/** A batch of several has met others at the fences again and again. It is halved: fewer people pass fewer of them. */
final class FencesMetException extends RuntimeException {
    FencesMetException(Throwable last) {
        super("others were met at the fences", last, false, false);
    }
}
