package io.muster.live;

import java.time.Instant;
import java.util.List;

import jakarta.inject.Singleton;

import io.quarkus.arc.DefaultBean;
import org.bson.types.ObjectId;

/** Stands where nobody listens to the stream. */
@DefaultBean
@Singleton
final class UnheardFeed implements Feed {
    @Override
    public void began(StreamPosition floor) {}

    @Override
    public void happened(List<Step> steps) {}

    @Override
    public void gap(StreamPosition position, ObjectId eventId, String managerId) {}

    @Override
    public void advanced(StreamPosition position, Instant at) {}
}
