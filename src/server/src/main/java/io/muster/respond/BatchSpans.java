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
 * A span for each batch that contains a sampled request. It belongs to the trace of the first one and is linked with
 * those of the others, so that each leads to the batch that decided it. A batch without a sampled request costs
 * nothing.
 */
@Singleton
final class BatchSpans {
    private static final AttributeKey<String> EVENT_ID = AttributeKey.stringKey("muster.event_id");
    private static final AttributeKey<Long> SIZE = AttributeKey.longKey("muster.batch.size");
    private static final AttributeKey<Long> RECORDED = AttributeKey.longKey("muster.batch.recorded");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("muster.outcome");
    private static final String COMMITTED = "committed";
    private static final String GIVEN_BACK = "given_back";

    private final Tracer tracer;

    BatchSpans(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer(BatchSpans.class.getPackageName());
    }

    /** The same work, with spans. */
    Lane.Work around(ObjectId eventId, Lane.Work work) {
        return (batch, patience) -> {
            List<Span> followed = batch.stream()
                    .map(PendingCommand::span)
                    .filter(span -> span.getSpanContext().isSampled())
                    .toList();
            if (followed.isEmpty()) {
                return work.decide(batch, patience);
            }
            Span span = begin(eventId, batch.size(), followed);
            return work.decide(batch, patience)
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

    private static void tell(Span span, List<PendingCommand> batch, BatchReport report) {
        span.setAttribute(RECORDED, report.recorded());
        if (report.readVersion() > 0) {
            span.setAttribute(OUTCOME, COMMITTED);
        } else if (!report.undecided().isEmpty()) {
            span.setAttribute(OUTCOME, GIVEN_BACK);
        } else {
            // Nothing was decided: all have the same failure, or each its own.
            batch.get(0).onAnswer((outcome, failure) -> failed(span, failure));
        }
    }

    private static void failed(Span span, @Nullable Throwable failure) {
        span.setAttribute(OUTCOME, OutcomeNames.of(null, failure));
        if (failure instanceof UndecidedException) {
            span.setStatus(StatusCode.ERROR);
        }
    }
}
