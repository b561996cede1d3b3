package io.muster.respond;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.muster.event.Decision;
import io.muster.event.Event;
import io.muster.event.Request;

/** A request of a batch, with all the tickets that repeat it: it is decided once and answered to each. */
final class Claim {
    private final Request request;
    private final List<Ticket> tickets = new ArrayList<>(1);

    private Claim(Request request) {
        this.request = request;
    }

    /**
     * Sorts a batch into parts to be decided one after the other, in order of arrival. It is one part, unless a key comes
     * again with another fingerprint: whether that is refused or decided depends on what has become of the first.
     */
    static List<List<Claim>> partition(List<Ticket> batch) {
        List<List<Claim>> parts = new ArrayList<>(1);
        Map<String, Claim> part = new LinkedHashMap<>();
        for (Ticket ticket : batch) {
            Request request = ticket.request();
            Claim same = part.computeIfAbsent(request.key(), key -> new Claim(request));
            if (!same.request.fingerprint().equals(request.fingerprint())) {
                parts.add(List.copyOf(part.values()));
                part.clear();
                same = new Claim(request);
                part.put(request.key(), same);
            }
            same.tickets.add(ticket);
        }
        parts.add(List.copyOf(part.values()));
        return parts;
    }

    /** The keys that may have come before, in an earlier batch. */
    static List<String> repeatableKeys(List<Claim> claims) {
        return claims.stream()
                .map(Claim::request)
                .filter(Request::repeatable)
                .map(Request::key)
                .toList();
    }

    Request request() {
        return request;
    }

    void answer(Decision decision, Event event) {
        tickets.get(0).answer(new Outcome(decision, event));
        if (tickets.size() > 1) {
            Outcome repeated = new Outcome(whenRepeated(decision), event);
            tickets.subList(1, tickets.size()).forEach(ticket -> ticket.answer(repeated));
        }
    }

    void fail(Throwable failure) {
        tickets.forEach(ticket -> ticket.fail(failure));
    }

    private static Decision whenRepeated(Decision first) {
        return first instanceof Decision.Recorded recorded ? new Decision.Replayed(recorded.entry()) : first;
    }
}
