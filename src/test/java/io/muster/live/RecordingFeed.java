package io.muster.live;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.bson.types.ObjectId;

/** Keeps what the stream told. */
final class RecordingFeed implements Feed {
    record Gap(StreamPosition position, ObjectId eventId, String managerId) {}

    record Advance(StreamPosition position, Instant at) {}

    final List<StreamPosition> began = new CopyOnWriteArrayList<>();
    final List<Step> steps = new CopyOnWriteArrayList<>();
    final List<Gap> gaps = new CopyOnWriteArrayList<>();
    final List<Advance> advances = new CopyOnWriteArrayList<>();

    @Override
    public void began(StreamPosition floor) {
        began.add(floor);
    }

    @Override
    public void happened(List<Step> happened) {
        steps.addAll(happened);
    }

    @Override
    public void gap(StreamPosition position, ObjectId eventId, String managerId) {
        gaps.add(new Gap(position, eventId, managerId));
    }

    @Override
    public void advanced(StreamPosition position, Instant at) {
        advances.add(new Advance(position, at));
    }

    /** The versions told of an event, in the order in which they were. */
    List<Long> versions(ObjectId eventId) {
        return of(eventId).stream().map(step -> step.line().version()).toList();
    }

    List<Step> of(ObjectId eventId) {
        return steps.stream()
                .filter(step -> step.line().eventId().equals(eventId))
                .toList();
    }
}
