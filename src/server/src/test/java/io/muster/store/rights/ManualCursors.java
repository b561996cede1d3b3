package io.muster.store.rights;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import org.awaitility.Awaitility;
import org.bson.types.ObjectId;

/** Change streams that open, answer and break when a test says so. */
final class ManualCursors {
    private final Queue<UniEmitter<? super RightsCursor>> openings = new ConcurrentLinkedQueue<>();

    Uni<RightsCursor> open() {
        return Uni.createFrom().emitter(emitter -> openings.add(emitter));
    }

    /** Answers the oldest opening, once there is one. */
    Cursor opened(RightsChanged... first) {
        Awaitility.await().until(() -> !openings.isEmpty());
        Cursor cursor = new Cursor(List.of(first));
        openings.remove().complete(cursor);
        return cursor;
    }

    static RightsChanged changed(String userKey) {
        return new RightsChanged(new ObjectId(), Optional.of(userKey));
    }

    /** One that was opened. */
    static final class Cursor implements RightsCursor {
        private final List<RightsChanged> first;
        private volatile Optional<UniEmitter<? super List<RightsChanged>>> asked = Optional.empty();

        private Cursor(List<RightsChanged> first) {
            this.first = first;
        }

        @Override
        public List<RightsChanged> first() {
            return first;
        }

        @Override
        public Uni<List<RightsChanged>> next(Duration longest) {
            return Uni.createFrom().emitter(emitter -> asked = Optional.of(emitter));
        }

        @Override
        public Uni<Void> close() {
            return Uni.createFrom().voidItem();
        }

        void answers(RightsChanged... changes) {
            asked.orElseThrow().complete(List.of(changes));
        }

        void breaks() {
            asked.orElseThrow().fail(new IllegalStateException("the connection is lost"));
        }
    }
}
