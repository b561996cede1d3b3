package io.muster.audit;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Interval and size of audits and repairs. */
@ConfigMapping(prefix = "muster.audit")
public interface AuditSettings {

    /**
     * How often one of the processes audits the whole database; 0 turns it off. It reads every event and the whole
     * journal, so it should be rare.
     */
    @WithDefault("24h")
    Duration every();

    /**
     * How long an audit or a repair on request may take; it answers what it has found by then. It has to be below the
     * time limit of every answer.
     */
    @WithDefault("8s")
    Duration answerWithin();

    /** An audit on request ends with the page of events in which it has found so many violations. */
    @WithDefault("1000")
    int maxViolations();

    /** The most events of one repair. */
    @WithDefault("500")
    int maxRepairs();

    /** The first pause before a scheduled audit reads a failed page again; doubled each time, five times. */
    @WithDefault("1s")
    Duration pause();

    /** Events read at once. */
    @WithDefault("20")
    int events();

    /** Journal entries read at once, and held in memory: one may take a megabyte of it. */
    @WithDefault("20")
    int lines();
}
