package io.muster.respond;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.muster.event.KeyedCommand;
import io.muster.respond.transaction.Deadline;
import io.muster.respond.transaction.ManualTiming;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What those who follow a response are told of the batch that decided it. */
class BatchSpansTest {
    private static final String BATCH = "decide batch";

    private final InMemorySpanExporter ended = InMemorySpanExporter.create();
    private final OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(ended))
                    .build())
            .build();
    private final BatchSpans spans = new BatchSpans(telemetry);
    private final ObjectId eventId = new ObjectId();

    @Test
    void eachWhoIsFollowedIsLedToTheBatchAndBack() {
        Span first = request("first");
        Span second = request("second");

        decide(
                report(4, 6),
                pending(Requests.accept("ann"), notFollowed()),
                pending(Requests.accept("bob"), first),
                pending(Requests.accept("cy"), second));
        first.end();
        second.end();

        SpanData batch = ended(BATCH);
        assertThat(batch.getTraceId()).isEqualTo(first.getSpanContext().getTraceId());
        assertThat(batch.getParentSpanId()).isEqualTo(first.getSpanContext().getSpanId());
        assertThat(batch.getLinks()).extracting(LinkData::getSpanContext).containsExactly(second.getSpanContext());
        assertThat(ended("second").getLinks())
                .extracting(link -> link.getSpanContext().getSpanId())
                .containsExactly(batch.getSpanId());
        assertThat(batch.getAttributes().asMap())
                .isEqualTo(Map.of(
                        AttributeKey.stringKey("muster.event_id"),
                        eventId.toHexString(),
                        AttributeKey.longKey("muster.batch.size"),
                        3L,
                        AttributeKey.longKey("muster.batch.recorded"),
                        2L,
                        AttributeKey.stringKey("muster.outcome"),
                        "committed"));
        assertThat(batch.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void aBatchThatNobodyFollowsHasNone() {
        decide(
                report(4, 6),
                pending(Requests.accept("ann"), notFollowed()),
                pending(Requests.accept("bob"), notTraced()));

        assertThat(ended.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void whatCameToNothingSaysWhy() {
        PendingCommand pending = pending(Requests.accept("ann"), request("first"));
        pending.fail(UndecidedException.Reason.DATABASE_UNAVAILABLE);
        decide(BatchReport.NOTHING, pending);

        assertThat(ended(BATCH).getAttributes().asMap())
                .containsEntry(AttributeKey.stringKey("muster.outcome"), "database_unavailable");
        assertThat(ended(BATCH).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void aBatchThatBreaksHasAnEndToo() {
        Lane.Work broken = (pending, patience) -> Uni.createFrom().failure(new IllegalStateException());
        List<PendingCommand> batch = List.of(pending(Requests.accept("ann"), request("first")));

        assertThatThrownBy(() -> spans.around(eventId, broken)
                        .decide(batch, Duration.ZERO)
                        .await()
                        .indefinitely())
                .isInstanceOf(IllegalStateException.class);

        assertThat(ended(BATCH).hasEnded()).isTrue();
    }

    @Test
    void anEventThatIsGoneIsNobodysFault() {
        PendingCommand pending = pending(Requests.accept("ann"), request("first"));
        pending.fail(new Changes.UnknownEvent());
        decide(BatchReport.GONE, pending);

        assertThat(ended(BATCH).getAttributes().asMap())
                .containsEntry(AttributeKey.stringKey("muster.outcome"), "event_not_found");
        assertThat(ended(BATCH).getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void whatWasGivenBackForLackOfTimeIsNoError() {
        PendingCommand pending = pending(Requests.accept("ann"), request("first"));
        decide(BatchReport.late(List.of(pending)), pending);

        assertThat(ended(BATCH).getAttributes().asMap())
                .containsEntry(AttributeKey.stringKey("muster.outcome"), "given_back");
        assertThat(ended(BATCH).getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    private void decide(BatchReport report, PendingCommand... batch) {
        Lane.Work work = (pending, patience) -> Uni.createFrom().item(report);
        BatchReport told = spans.around(eventId, work)
                .decide(Arrays.asList(batch), Duration.ZERO)
                .await()
                .indefinitely();
        assertThat(told).isSameAs(report);
    }

    private static BatchReport report(long read, long left) {
        return new BatchReport(read, left, Duration.ZERO, false, false);
    }

    private static PendingCommand pending(KeyedCommand request, Span span) {
        return new PendingCommand(request, new Deadline(new ManualTiming(), 0), span);
    }

    private Span request(String name) {
        return telemetry.getTracer("test").spanBuilder(name).setNoParent().startSpan();
    }

    private static Span notFollowed() {
        return Span.wrap(SpanContext.create(
                "0af7651916cd43dd8448eb211c80319c",
                "b7ad6b7169203331",
                TraceFlags.getDefault(),
                TraceState.getDefault()));
    }

    private static Span notTraced() {
        return Span.getInvalid();
    }

    private SpanData ended(String name) {
        List<SpanData> found = ended.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
