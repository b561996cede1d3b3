package io.muster.live.stream;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.muster.live.step.Feed;
import io.muster.live.step.ResumeToken;
import io.muster.live.step.Step;
import org.bson.types.ObjectId;

/** Keeps what the stream told. */
final class RecordingFeed implements Feed {
    record Gap(ResumeToken position, ObjectId eventId, String managerId) {}

    record Advance(ResumeToken position, Instant at) {}

    final List<ResumeToken> began = new CopyOnWriteArrayList<>();
    final List<Step> steps = new CopyOnWriteArrayList<>();

    /** The versions that were told at a time. */
    final List<List<Long>> deliveries = new CopyOnWriteArrayList<>();

    final List<Gap> gaps = new CopyOnWriteArrayList<>();
    final List<Advance> advances = new CopyOnWriteArrayList<>();

    @Override
    public void began(ResumeToken floor) {
        began.add(floor);
    }

    @Override
    public void happened(List<Step> happened) {
        steps.addAll(happened);
        deliveries.add(happened.stream().map(step -> step.line().version()).toList());
    }

    @Override
    public void gap(ResumeToken position, ObjectId eventId, String managerId) {
        gaps.add(new Gap(position, eventId, managerId));
    }

    @Override
    public void advanced(ResumeToken position, Instant at) {
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
