package io.muster.mail;

/** What became of a letter. */
public enum Delivery {
    /** The server has taken it. */
    SENT,
    /** The server does not want this letter; others may pass. */
    REFUSED,
    /** The server was not reached, let nobody in, or did not answer in time. Where it did not answer it may have taken the letter. */
    FAILED
}
