package io.muster.respond;

import java.util.List;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Sends responses the way that {@code muster.bench.way} names: {@code lanes}, {@code transaction}, {@code lone}, {@code check} or
 * {@code count}.
 */
@Alternative
@Priority(1)
@Singleton
final class ChosenWay implements Changes {
    private final String way;
    private final Lanes lanes;
    private final TransactionEach each;
    private final LoneUpdate lone;
    private final ReadCheckWrite check;
    private final CountThenInsert count;

    ChosenWay(
            @ConfigProperty(name = "muster.bench.way", defaultValue = "lanes") String way,
            Lanes lanes,
            TransactionEach each,
            LoneUpdate lone,
            ReadCheckWrite check,
            CountThenInsert count) {
        this.way = way;
        this.lanes = lanes;
        this.each = each;
        this.lone = lone;
        this.check = check;
        this.count = count;
    }

    @Override
    public Uni<Outcome> submit(ObjectId eventId, KeyedCommand request) {
        return switch (way) {
            case "transaction" -> each.submit(eventId, request);
            case "lone" -> lone.submit(eventId, request);
            case "check" -> check.submit(eventId, request);
            case "count" -> count.submit(eventId, request);
            default -> lanes.submit(eventId, request);
        };
    }

    @Override
    public Uni<List<Event>> create(List<Event> events, String actor, String requestKey, String fingerprint) {
        return lanes.create(events, actor, requestKey, fingerprint);
    }
}
