package io.muster.store;

import java.util.ArrayList;
import java.util.List;

import io.muster.event.Event;
import io.muster.event.Role;
import io.muster.event.plan.Made;
import org.bson.Document;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the log says of records that cannot be read. */
class DamagedRecordsLogTest {
    private final List<String> lines = new ArrayList<>();
    private final Logger log = Logger.getLogger(DamagedRecords.class.getName());
    private final ExtHandler listener = new ExtHandler() {
        @Override
        protected void doPublish(ExtLogRecord line) {
            lines.add(line.getFormattedMessage());
        }
    };

    @BeforeEach
    void listen() {
        log.addHandler(listener);
    }

    @AfterEach
    void stop() {
        log.removeHandler(listener);
    }

    @Test
    void eachIsNamedOnceHoweverOftenItIsRead() {
        Event one = Made.event(Role.of("Server", 1));
        Event other = Made.event(Role.of("Server", 1));
        for (int i = 0; i < 3; i++) {
            EventDocuments.event(damaged(one));
            EventDocuments.event(damaged(other));
            EventDocuments.event(EventDocuments.of(Made.event(Role.of("Cook", 1))));
        }

        assertThat(lines)
                .containsExactly(
                        "event=damaged_record collection=events id=" + one.id() + " fields=[status]",
                        "event=damaged_record collection=events id=" + other.id() + " fields=[status]");
    }

    private static Document damaged(Event event) {
        return EventDocuments.of(event).append("status", 7);
    }
}
