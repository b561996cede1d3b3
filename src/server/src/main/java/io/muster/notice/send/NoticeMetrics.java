package io.muster.notice.send;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what was sent to people, by channel, kind and outcome. */
@Singleton
class NoticeMetrics {
    private final MeterRegistry registry;

    NoticeMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(String channel, String kind, String outcome) {
        Counter.builder("muster.notices")
                .description("Notices to people, by channel, kind and outcome")
                .tag("channel", channel)
                .tag("kind", kind)
                .tag("outcome", outcome)
                .register(registry)
                .increment();
    }
}
