package io.muster.people;

/** What a firm does about a person who takes two places at the same time. */
public enum Overlap {
    REFUSE,
    WARN,
    ALLOW
}
