package io.muster.notice.send;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Notices to people whose page is closed. */
@ConfigMapping(prefix = "muster.notices")
public interface NoticeConfig {
    /** How long what changes of an event waits for what else changes of it. */
    @WithDefault("PT1M")
    Duration settle();

    /** The language of people of whom none is known: {@code en}, {@code es}. */
    @WithDefault("en")
    String language();
}
