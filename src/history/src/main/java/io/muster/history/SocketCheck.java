package io.muster.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.muster.history.Entry.Heard;
import io.muster.history.Entry.Opened;
import io.muster.history.Entry.Settled;
import io.muster.history.HistoryViolation.Invariant;
import io.muster.history.Replayed.Moment;

/**
 * Compares the frames of sockets with the journal (docs/design.md#i6). For clients that see all events of the history.
 */
final class SocketCheck {
    private final Map<String, Timeline> timelines;
    private final Map<String, Listener> listeners = new LinkedHashMap<>();
    private final List<HistoryViolation> found = new ArrayList<>();

    SocketCheck(History history, Map<String, Timeline> timelines) {
        this.timelines = timelines;
        history.entries().forEach(entry -> {
            if (entry instanceof Opened opened) {
                listeners.computeIfAbsent(opened.client(), name -> new Listener(name, opened.at()));
            } else if (entry instanceof Heard heard) {
                listener(heard.client()).hear(heard);
            } else if (entry instanceof Settled settled) {
                listener(settled.client()).settle();
            }
        });
    }

    List<HistoryViolation> violations() {
        return found;
    }

    private Listener listener(String client) {
        return listeners.computeIfAbsent(client, name -> new Listener(name, Long.MAX_VALUE));
    }

    private final class Listener {
        private final String name;
        private final long opened;
        private final Map<String, Long> told = new HashMap<>();

        /** When visibility ended, or a resync was received: frames are expected again for later versions. */
        private final Map<String, Long> afresh = new HashMap<>();

        Listener(String name, long opened) {
            this.name = name;
            this.opened = opened;
        }

        void hear(Heard frame) {
            if (frame.name().equals("resync")) {
                timelines.keySet().forEach(eventId -> afresh.put(eventId, frame.at()));
            }
            frame.eventId().map(timelines::get).ifPresent(timeline -> hearOf(timeline, frame));
        }

        private void hearOf(Timeline timeline, Heard frame) {
            if (frame.step()) {
                long version = frame.version().orElse(0L);
                steps(timeline, frame.fromVersion().orElse(version), version, frame);
            }
            if (frame.name().equals("event:hidden")) {
                afresh.put(timeline.eventId(), Long.MAX_VALUE);
            }
        }

        private void steps(Timeline timeline, long first, long last, Heard frame) {
            if (first > last) {
                add(timeline, "was told versions " + first + " to " + last);
                return;
            }
            if (afresh.containsKey(timeline.eventId()) && last <= told.getOrDefault(timeline.eventId(), 0L)) {
                // Versions that it has fetched by then, and drops.
                return;
            }
            checkPlace(timeline, first, last);
            afresh.remove(timeline.eventId());
            told.put(timeline.eventId(), last);
            if (frame.at() < timeline.earliest(last)) {
                add(timeline, "was told version " + last + " before it was asked for");
            }
            timeline.at(last)
                    .ifPresentOrElse(
                            moment -> checkCount(timeline, moment, frame),
                            () -> add(timeline, "was told version " + last + ", which the journal has not"));
        }

        /** Of versions that it has fetched by then, a frame may tell again together with others. */
        private void checkPlace(Timeline timeline, long first, long last) {
            Long before = told.get(timeline.eventId());
            Long since = afresh.getOrDefault(timeline.eventId(), before == null ? opened : null);
            if (since == null && first <= before) {
                add(timeline, "was told version " + first + " after " + before);
            } else if (since == null && first != before + 1) {
                add(timeline, "was told version " + first + " after " + before + ", and nothing in between");
            } else if (since != null && timeline.earliest(first - 1) > since) {
                add(timeline, "was told version " + first + ", and was there before the one before it");
            }
        }

        /** The frames of a repair's entries are sent with its final state. */
        private void checkCount(Timeline timeline, Moment moment, Heard frame) {
            boolean same = frame.acceptedCount().orElse(moment.accepted()) == moment.accepted()
                    && frame.declinedCount().orElse(moment.declined()) == moment.declined()
                    && frame.places().stream()
                            .allMatch(places ->
                                    moment.taken().getOrDefault(Replayed.key(places.role()), 0) == places.taken());
            if (!same && !moment.line().kind().equals("repaired")) {
                add(
                        timeline,
                        "was told other figures than those of version "
                                + moment.line().version() + ": " + frame);
            }
        }

        /** Complete: received everything after it was connected. */
        void settle() {
            timelines.forEach((eventId, timeline) -> {
                Long before = told.get(eventId);
                Long since = afresh.getOrDefault(eventId, before == null ? opened : null);
                long last = timeline.lastVersion();
                boolean missing = since == null ? before < last : timeline.earliest(last) > since;
                if (missing) {
                    add(timeline, "was told up to version " + before + " of " + last);
                }
            });
        }

        private void add(Timeline timeline, String detail) {
            found.add(new HistoryViolation(Invariant.I6, timeline.eventId(), name + " " + detail));
        }
    }
}
