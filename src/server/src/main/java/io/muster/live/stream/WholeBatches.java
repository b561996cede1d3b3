package io.muster.live.stream;

import java.util.ArrayList;
import java.util.List;

import io.muster.live.step.JournalInsert;
import io.muster.live.step.StreamedInsert;

/**
 * Keeps the beginning of a batch whose other lines come with the next reply, so that the batch is delivered whole. A batch is one
 * transaction, so the database has the other lines already. Whatever the next reply says, nothing is kept for longer without a
 * further line of that batch.
 */
final class WholeBatches {
    /** The most lines kept: more than a lane decides at a time. */
    static final int MOST = 4_000;

    private List<StreamedInsert> kept = List.of();

    /** What is to be delivered once these lines have come: all but the beginning of a batch. */
    List<StreamedInsert> complete(List<StreamedInsert> next) {
        List<StreamedInsert> all = new ArrayList<>(kept);
        all.addAll(next);
        int end = next.isEmpty() ? all.size() : beginningOfLast(all);
        if (all.size() - end > MOST) {
            end = all.size();
        }
        kept = List.copyOf(all.subList(end, all.size()));
        return all.subList(0, end);
    }

    /** Whether lines are kept. */
    boolean isWaiting() {
        return !kept.isEmpty();
    }

    /** The stream goes on where it was delivered up to: what is kept comes again. */
    void restart() {
        kept = List.of();
    }

    /** Where the last batch begins, as far as it is here; the end, if nothing of it is to come. */
    private static int beginningOfLast(List<StreamedInsert> lines) {
        int begin = lines.size();
        if (begin > 0
                && lines.get(begin - 1) instanceof JournalInsert last
                && last.entry().place() < last.entry().of()) {
            begin--;
            while (begin > 0 && isFollowed(lines.get(begin - 1), lines.get(begin))) {
                begin--;
            }
        }
        return begin;
    }

    private static boolean isFollowed(StreamedInsert line, StreamedInsert next) {
        return line instanceof JournalInsert one
                && next instanceof JournalInsert other
                && other.entry().follows(one.entry());
    }
}
