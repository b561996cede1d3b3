package io.muster.respond;

import java.util.List;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

import io.muster.event.Event;
import io.muster.event.Request;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Sends responses the way that {@code muster.bench.way} names: {@code lanes}, {@code transaction} or {@code lone}. */
@Alternative
@Priority(1)
@Singleton
final class ChosenWay implements Changes {
    private final String way;
    private final Lanes lanes;
    private final TransactionEach each;
    private final LoneUpdate lone;

    ChosenWay(
            @ConfigProperty(name = "muster.bench.way", defaultValue = "lanes") String way,
            Lanes lanes,
            TransactionEach each,
            LoneUpdate lone) {
        this.way = way;
        this.lanes = lanes;
        this.each = each;
        this.lone = lone;
    }

    @Override
    public Uni<Outcome> submit(ObjectId eventId, Request request) {
        return switch (way) {
            case "transaction" -> each.submit(eventId, request);
            case "lone" -> lone.submit(eventId, request);
            default -> lanes.submit(eventId, request);
        };
    }

    @Override
    public Uni<List<Event>> create(List<Event> events, String actor, String requestKey, String fingerprint) {
        return lanes.create(events, actor, requestKey, fingerprint);
    }
}
