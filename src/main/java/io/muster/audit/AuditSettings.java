package io.muster.audit;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much an audit or a repair does at once, and how often one is made unasked. */
@ConfigMapping(prefix = "muster.audit")
public interface AuditSettings {

    /**
     * How often the whole database is audited unasked, by one process of all; 0 turns it off. Every event is read, and the
     * journal from its beginning: not often.
     */
    @WithDefault("24h")
    Duration every();

    /**
     * How long an audit or a repair that somebody waits for goes on; what it has found by then it answers. Below the time
     * in which every answer comes.
     */
    @WithDefault("8s")
    Duration answerWithin();

    /** An audit that somebody waits for ends with the page of events in which it has found so many violations. */
    @WithDefault("1000")
    int maxViolations();

    /** A repair is of so many events at most; the rest comes next. */
    @WithDefault("500")
    int maxRepairs();

    /** An audit that is made unasked reads a page again that it could not, five times: after this, after twice as long, … */
    @WithDefault("1s")
    Duration pause();

    /** Events read at once. */
    @WithDefault("20")
    int events();

    /** Lines of the journal read at once. */
    @WithDefault("500")
    int lines();
}
