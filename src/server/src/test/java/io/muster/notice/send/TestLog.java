package io.muster.notice.send;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

import io.muster.event.journal.JournalEntry;
import io.muster.store.outbound.OutboundLine;
import io.muster.store.outbound.OutboundLog;
import io.smallrye.mutiny.Uni;

/** An outbound log whose lines a test numbers. */
@Singleton
@Alternative
public class TestLog implements OutboundLog {
    private final Map<String, List<OutboundLine>> lines = new ConcurrentHashMap<>();
    private final Set<String> numbered = new HashSet<>();

    synchronized void record(JournalEntry entry) {
        if (numbered.add(entry.eventId() + "/" + entry.version())) {
            add(entry.managerId(), new OutboundLine.Recorded(entry));
        }
    }

    synchronized void add(String firm, OutboundLine.What what) {
        List<OutboundLine> all = lines.computeIfAbsent(firm, first -> new ArrayList<>());
        all.add(new OutboundLine(firm, all.size() + 1L, Instant.now(), what));
    }

    @Override
    public synchronized Uni<List<OutboundLine>> after(String firm, long seq, int limit) {
        List<OutboundLine> all = lines.getOrDefault(firm, List.of());
        return Uni.createFrom().item(List.copyOf(all.subList((int) Math.min(seq, all.size()), (int)
                Math.min(seq + limit, all.size()))));
    }

    @Override
    public synchronized Uni<Long> last(String firm) {
        return Uni.createFrom().item((long) lines.getOrDefault(firm, List.of()).size());
    }
}
