package io.muster.live.stream;

import java.util.List;
import java.util.Map;

import io.muster.embedded.EmbeddedMongo;
import io.muster.event.Event;
import io.muster.event.Role;
import io.muster.event.plan.Made;
import io.muster.testing.database.MongoProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.muster.event.plan.Made.accept;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A database whose log has rolled over what the stream has not read. */
class RolledOverTest {
    private final EmbeddedMongo mongo = EmbeddedMongo.start();
    private final Journal journal = new Journal(mongo.uri());
    private final MongoProxy line = new MongoProxy(mongo.uri());
    private final StreamProcess process = new StreamProcess(line.uri(), mongo.uri(), journal.name, Map.of());

    @AfterEach
    void close() {
        process.close();
        line.close();
        journal.close();
        mongo.close();
    }

    private void rollOver() {
        mongo.limitHistory(2);
        for (int i = 0; i < 3; i++) {
            journal.writeElsewhere();
        }
    }

    /** It would say nothing of a lost event it is to go on after, until the next one comes. */
    @Test
    void aLossAfterAnEventShowsWhileNothingMoreHappens() {
        process.ready();
        Event event = journal.write(Made.event(Role.of("Server", 9)));
        await().until(() -> process.feed.steps.size() == 1);
        line.takeAway();
        journal.write(event, accept("a", "Server"));
        rollOver();
        line.bringBack();

        await().until(() -> process.feed.began.size() == 2);
        assertThat(process.feed.versions(event.id())).containsExactly(1L);
        assertThat(process.feed.began.get(1))
                .isGreaterThan(process.feed.steps.get(0).position());
    }

    @Test
    void aLossOfAQuietStreamShowsToo() {
        process.ready();
        int before = process.feed.advances.size();
        journal.writeElsewhere();
        await().until(() -> process.feed.advances.size() > before);
        line.takeAway();
        Event event = journal.write(Made.event(Role.of("Server", 9)));
        rollOver();
        line.bringBack();

        await().until(() -> process.feed.began.size() == 2);
        journal.write(event, accept("a", "Server"));
        await().until(() -> process.feed.versions(event.id()).equals(List.of(2L)));
        assertThat(process.feed.gaps).isEmpty();
    }

    @Test
    void aDatabaseThatForgotTheLastMinutesBeginsNow() {
        journal.write(Made.event(Role.of("Server", 9)));
        rollOver();
        process.ready();
        Event event = journal.write(Made.event(Role.of("Server", 9)));
        await().until(() -> process.feed.versions(event.id()).equals(List.of(1L)));

        assertThat(process.feed.steps).hasSize(1);
        assertThat(process.feed.began).hasSize(1);
    }
}
