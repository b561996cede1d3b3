package io.muster.event.overlap;

/** What a firm does about a person who takes two places at the same time (docs/api.md#overlap). */
public enum Overlap {
    REFUSE,
    WARN,
    ALLOW
}
