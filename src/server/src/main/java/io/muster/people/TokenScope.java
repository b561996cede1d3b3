package io.muster.people;

/** What a machine's token is for. */
public enum TokenScope {
    /** A wall screen: what a token that may only read opens of a firm's board. */
    WALL,
    /** The feed of changes, and nothing else. */
    FEED
}
