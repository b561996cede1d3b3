package io.muster.respond;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.muster.event.Decision;
import io.muster.event.Refusal;
import org.jspecify.annotations.Nullable;

/** What became of a response, in one word, for metrics and log. Each is the name of one of a few enums. */
final class OutcomeNames {
    static final String CAPACITY_FULL = name(Refusal.Reason.CAPACITY_FULL);
    private static final String RECORDED = "recorded";
    private static final String REPLAYED = "replayed";
    private static final String UNCHANGED = "unchanged";
    private static final Decision.Cases<String> NAMES = new Decision.Cases<>(
            recorded -> RECORDED,
            replayed -> REPLAYED,
            unchanged -> UNCHANGED,
            refused -> name(refused.refusal().reason()));

    /** Whatever a response can come to. */
    static final List<String> OF_RESPONSES = Stream.of(
                    Stream.of(RECORDED, REPLAYED, UNCHANGED),
                    Stream.of(
                                    Refusal.Reason.EVENT_NOT_FOUND,
                                    Refusal.Reason.EVENT_CLOSED,
                                    Refusal.Reason.ALREADY_ACCEPTED,
                                    Refusal.Reason.BARRED,
                                    Refusal.Reason.ROLE_NOT_FOUND,
                                    Refusal.Reason.CAPACITY_FULL,
                                    Refusal.Reason.IDEMPOTENCY_KEY_REUSED)
                            .map(OutcomeNames::name),
                    Stream.of(NotDone.Reason.values()).map(OutcomeNames::name))
            .flatMap(names -> names)
            .toList();

    private OutcomeNames() {}

    /** One of the two is there. */
    static String of(@Nullable Outcome outcome, @Nullable Throwable failure) {
        if (outcome != null) {
            return outcome.decision().fold(NAMES);
        }
        if (failure instanceof NotDone notDone) {
            return name(notDone.reason());
        }
        return name(failure instanceof Changes.UnknownEvent ? Refusal.Reason.EVENT_NOT_FOUND : NotDone.Reason.INTERNAL);
    }

    private static String name(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
