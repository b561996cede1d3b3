package io.muster.respond;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.muster.store.write.TurnNumbers;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/** Numbers in memory; a database that does not answer is silent. */
public final class MemoryTurnNumbers implements TurnNumbers {
    private final Map<ObjectId, Long> drawn = new HashMap<>();
    private final Map<ObjectId, Long> served = new HashMap<>();
    public final List<Long> servedInOrder = new ArrayList<>();
    public boolean silent;
    public boolean broken;

    @Override
    public Uni<Drawn> draw(ObjectId eventId) {
        return answer(() -> new Drawn(drawn.merge(eventId, 1L, Long::sum), served.getOrDefault(eventId, 0L)));
    }

    @Override
    public Uni<Long> served(ObjectId eventId) {
        return answer(() -> served.getOrDefault(eventId, 0L));
    }

    @Override
    public Uni<Void> serve(ObjectId eventId, long number) {
        return this.<Long>answer(() -> {
                    servedInOrder.add(number);
                    return served.merge(eventId, number, Math::max);
                })
                .replaceWithVoid();
    }

    private <T> Uni<T> answer(java.util.function.Supplier<T> value) {
        if (silent) {
            return Uni.createFrom().nothing();
        }
        return broken
                ? Uni.createFrom().failure(new IllegalStateException("broken"))
                : Uni.createFrom().item(value);
    }
}
