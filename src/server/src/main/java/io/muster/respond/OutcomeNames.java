package io.muster.respond;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.muster.event.Refusal;
import io.muster.event.plan.Decision;
import org.jspecify.annotations.Nullable;

/** The outcome of a response in one word, for metrics and log: the name of a constant of one of a few enums. */
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

    /** All possible outcomes. */
    static final List<String> OF_RESPONSES = Stream.of(
                    Stream.of(RECORDED, REPLAYED, UNCHANGED),
                    Stream.of(
                                    Refusal.Reason.EVENT_NOT_FOUND,
                                    Refusal.Reason.EVENT_CLOSED,
                                    Refusal.Reason.ALREADY_ACCEPTED,
                                    Refusal.Reason.BARRED,
                                    Refusal.Reason.ROLE_NOT_FOUND,
                                    Refusal.Reason.CAPACITY_FULL,
                                    Refusal.Reason.APPROVAL_REQUIRED,
                                    Refusal.Reason.STANDBY_FULL,
                                    Refusal.Reason.REFUSED,
                                    Refusal.Reason.NOT_QUALIFIED,
                                    Refusal.Reason.TIME_CONFLICT,
                                    Refusal.Reason.ERASURE_RUNNING,
                                    Refusal.Reason.NOT_OPEN_YET,
                                    Refusal.Reason.WITHDRAW_CLOSED,
                                    Refusal.Reason.NOT_ACCEPTED,
                                    Refusal.Reason.CHANGED_SINCE,
                                    Refusal.Reason.TOO_MANY_CHANGES,
                                    Refusal.Reason.NOT_YET_AVAILABLE,
                                    Refusal.Reason.IDEMPOTENCY_KEY_REUSED)
                            .map(OutcomeNames::name),
                    Stream.of(UndecidedException.Reason.values()).map(OutcomeNames::name))
            .flatMap(names -> names)
            .toList();

    private OutcomeNames() {}

    /** Exactly one of the two is given. */
    static String of(@Nullable Outcome outcome, @Nullable Throwable failure) {
        if (outcome != null) {
            return outcome.decision().fold(NAMES);
        }
        if (failure instanceof UndecidedException notDone) {
            return name(notDone.reason());
        }
        return name(
                failure instanceof Changes.UnknownEvent
                        ? Refusal.Reason.EVENT_NOT_FOUND
                        : UndecidedException.Reason.INTERNAL);
    }

    private static String name(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
