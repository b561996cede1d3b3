package io.muster.api.event;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.testing.http.Client;
import io.muster.testing.http.Client.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** A client that keeps one list up to date by deltas, page by page, as the contract says (docs/api.md#delta). */
final class SyncedList {
    private final Client client;
    private final String path;
    private final Map<String, JsonNode> events = new TreeMap<>();
    private final Set<String> everRemoved = new HashSet<>();
    private String lastSync = "";

    SyncedList(Client client, String path) {
        this.client = client;
        this.path = path + (path.contains("?") ? "&" : "?");
    }

    /** Fetches what changed and applies it; tells whether it was a delta. */
    boolean sync() {
        return sync(() -> {});
    }

    /** As {@link #sync()}, with something happening before each further page. */
    boolean sync(Runnable meanwhile) {
        Answer page = client.get(path + "limit=3&lastSync=" + lastSync).expect(200);
        boolean delta = page.body().path("deltaSync").booleanValue();
        if (!delta) {
            events.clear();
        }
        String timestamp = page.body().path("serverTimestamp").textValue();
        apply(page);
        while (!page.body().path("nextCursor").isNull()) {
            meanwhile.run();
            page = client.get(path + "limit=3&cursor="
                            + page.body().path("nextCursor").textValue())
                    .expect(200);
            assertThat(page.body().path("deltaSync").booleanValue()).isEqualTo(delta);
            assertThat(page.body().path("serverTimestamp").textValue()).isEqualTo(timestamp);
            apply(page);
        }
        lastSync = timestamp;
        return delta;
    }

    private void apply(Answer page) {
        Set<String> both = new HashSet<>(page.ids());
        both.retainAll(page.removedIds());
        assertThat(both).as("ids in both lists").isEmpty();
        page.removedIds().forEach(events::remove);
        everRemoved.addAll(page.removedIds());
        page.body().path("events").forEach(event -> events.put(event.path("id").textValue(), event));
    }

    /** What a fresh client gets. */
    Map<String, JsonNode> whole() {
        SyncedList fresh = new SyncedList(client, path.substring(0, path.length() - 1));
        fresh.sync();
        return fresh.events;
    }

    Map<String, JsonNode> events() {
        return events;
    }

    Set<String> everRemoved() {
        return everRemoved;
    }
}
