package io.muster.respond;

import java.util.List;

import jakarta.inject.Singleton;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * A span for each batch in which somebody's request is followed. It belongs to the first such request's trace and is linked
 * with all others, so that each of them leads to the batch that decided it. A batch that nobody follows costs nothing.
 */
@Singleton
final class BatchSpans {
    private static final AttributeKey<String> EVENT_ID = AttributeKey.stringKey("muster.event_id");
    private static final AttributeKey<Long> SIZE = AttributeKey.longKey("muster.batch.size");
    private static final AttributeKey<Long> RECORDED = AttributeKey.longKey("muster.batch.recorded");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("muster.outcome");
    private static final String COMMITTED = "committed";

    private final Tracer tracer;

    BatchSpans(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer(BatchSpans.class.getPackageName());
    }

    /** The same work, with its spans. */
    Lane.Work around(ObjectId eventId, Lane.Work work) {
        return batch -> {
            List<Span> followed = batch.stream()
                    .map(Ticket::span)
                    .filter(span -> span.getSpanContext().isSampled())
                    .toList();
            if (followed.isEmpty()) {
                return work.decide(batch);
            }
            Span span = begin(eventId, batch.size(), followed);
            return work.decide(batch)
                    .invoke(report -> tell(span, batch, report))
                    .onTermination()
                    .invoke(span::end);
        };
    }

    private Span begin(ObjectId eventId, int size, List<Span> followed) {
        Span first = followed.get(0);
        SpanBuilder builder = tracer.spanBuilder("decide batch")
                .setParent(first.storeInContext(Context.root()))
                .setAttribute(EVENT_ID, eventId.toHexString())
                .setAttribute(SIZE, (long) size);
        List<Span> others = followed.subList(1, followed.size());
        others.forEach(other -> builder.addLink(other.getSpanContext()));
        Span span = builder.startSpan();
        others.forEach(other -> other.addLink(span.getSpanContext()));
        return span;
    }

    private static void tell(Span span, List<Ticket> batch, BatchReport report) {
        span.setAttribute(RECORDED, report.recorded());
        if (report.readVersion() > 0) {
            span.setAttribute(OUTCOME, COMMITTED);
        } else {
            // Nothing was decided: all were told the same, or each why.
            batch.get(0).onAnswer((outcome, failure) -> failed(span, failure));
        }
    }

    private static void failed(Span span, @Nullable Throwable failure) {
        span.setAttribute(OUTCOME, OutcomeNames.of(null, failure));
        if (failure instanceof NotDone) {
            span.setStatus(StatusCode.ERROR);
        }
    }
}
