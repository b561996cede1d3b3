package io.muster.notice.send;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.muster.notice.NoticeKind;
import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;

/** Counts what was sent to people, by channel, kind and outcome. All of it is there from the start, so that the first one is seen as a rise. */
@Startup
@Singleton
class NoticeMetrics {
    private static final Set<Sent> COUNTED = EnumSet.of(Sent.SENT, Sent.REFUSED, Sent.FAILED);

    private final MeterRegistry registry;

    NoticeMetrics(MeterRegistry registry, @All List<Channel> channels) {
        this.registry = registry;
        for (Channel channel : channels) {
            for (NoticeKind kind : NoticeKind.values()) {
                COUNTED.forEach(outcome -> counter(channel.wireName(), kind.wireName(), outcome.wireName()));
            }
        }
    }

    void count(String channel, String kind, String outcome) {
        counter(channel, kind, outcome).increment();
    }

    private Counter counter(String channel, String kind, String outcome) {
        return Counter.builder("muster.notices")
                .description("Notices to people, by channel, kind and outcome")
                .tag("channel", channel)
                .tag("kind", kind)
                .tag("outcome", outcome)
                .register(registry);
    }
}
