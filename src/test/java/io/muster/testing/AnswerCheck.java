package io.muster.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import org.bson.Document;
import org.bson.types.ObjectId;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds what clients were told about one event against its journal: every 200 is there exactly once, whatever was refused
 * is not there, and nobody was told what was over before they asked. Only for events all of whose responses are among the
 * answers.
 */
public final class AnswerCheck {
    private final String eventId;
    private final Map<Long, Document> lines = new HashMap<>();
    private final List<Violation> found = new ArrayList<>();

    public AnswerCheck(MongoDatabase database, String eventId) {
        this.eventId = eventId;
        for (Document line : database.getCollection("journal")
                .find(Filters.eq("_id.e", new ObjectId(eventId)))
                .sort(Sorts.ascending("_id.v"))) {
            lines.put(line.get("_id", Document.class).get("v", Number.class).longValue(), line);
        }
    }

    /** Fails with every answer that the journal does not bear out. */
    public void assertTold(List<Answer> answers) {
        assertThat(violations(answers))
                .as("answers that the journal does not bear out")
                .isEmpty();
    }

    public List<Violation> violations(List<Answer> answers) {
        Map<Long, Answer> told = new HashMap<>();
        answers.stream().filter(Answer::isRecorded).forEach(answer -> checkRecorded(answer, told));
        checkUntold(answers, told);
        checkOrder(answers);
        return found;
    }

    /** A 200 names a line of this very person and response; an accept's line is named by one first answer only. */
    private void checkRecorded(Answer answer, Map<Long, Answer> told) {
        Press press = answer.press();
        Document line = lines.get(answer.recordedVersion());
        String kind = press.isAccept() ? "accepted" : "declined";
        if (line == null
                || !press.person().userKey().equals(line.getString("userKey"))
                || !kind.equals(line.getString("kind"))) {
            add(press.person().userKey() + " was told version " + answer.recordedVersion() + " and it is " + line);
        }
        Answer other = answer.isReplayed() ? null : told.put(answer.recordedVersion(), answer);
        if (other != null && press.isAccept()) {
            add("two first answers for version " + answer.recordedVersion());
        }
        long shown = answer.body().getLong("version", answer.recordedVersion());
        if (shown < answer.recordedVersion()) {
            add("version " + shown + " shown for one recorded at " + answer.recordedVersion());
        }
    }

    /** A line that nobody was told of needs a caller who was left in the dark. */
    private void checkUntold(List<Answer> answers, Map<Long, Answer> told) {
        Map<String, Integer> dark = new HashMap<>();
        Set<Long> known = new HashSet<>(told.keySet());
        answers.stream().filter(Answer::isRecorded).forEach(answer -> known.add(answer.recordedVersion()));
        answers.stream()
                .filter(Answer::isUnknown)
                .forEach(answer -> dark.merge(doing(answer.press()), 1, Integer::sum));
        lines.forEach((version, line) -> {
            String kind = line.getString("kind");
            boolean response = kind.equals("accepted") || kind.equals("declined");
            String doing = line.getString("userKey") + " " + kind;
            if (response && !known.contains(version) && dark.merge(doing, -1, Integer::sum) < 0) {
                add("version " + version + " was recorded and nobody was told: " + doing);
            }
        });
    }

    private static String doing(Press press) {
        return press.person().userKey() + (press.isAccept() ? " accepted" : " declined");
    }

    /** Whoever asks after somebody was told a version is answered by a later one, and a refusal for want of places too. */
    private void checkOrder(List<Answer> answers) {
        List<Answer> byStart = new ArrayList<>(answers);
        byStart.sort(java.util.Comparator.comparingLong(Answer::start));
        List<Answer> byEnd = new ArrayList<>(answers);
        byEnd.removeIf(answer -> !answer.isRecorded());
        byEnd.sort(java.util.Comparator.comparingLong(Answer::end));
        long known = 0;
        int next = 0;
        for (Answer answer : byStart) {
            for (; next < byEnd.size() && byEnd.get(next).end() < answer.start(); next++) {
                known = Math.max(known, byEnd.get(next).recordedVersion());
            }
            checkNotStale(answer, known);
        }
    }

    private void checkNotStale(Answer answer, long known) {
        if (answer.code().equals("CAPACITY_FULL")) {
            long version = answer.body().getLong("version");
            Document line = lines.get(version);
            String key = answer.press().role().orElse("").toLowerCase(java.util.Locale.ROOT);
            if (version < known) {
                add("refused at version " + version + " by one who asked after " + known + " was known");
            }
            if (line == null || !isFull(line, key)) {
                add("refused as full at version " + version + ", which is " + line);
            }
        }
        boolean first =
                answer.isRecorded() && !answer.isReplayed() && answer.press().isAccept();
        if (first && answer.recordedVersion() <= known) {
            add("recorded as " + answer.recordedVersion() + " after " + known + " was known");
        }
    }

    private static boolean isFull(Document line, String key) {
        return line.getList("roles", Document.class).stream()
                .filter(role -> key.equals(role.getString("key")))
                .anyMatch(role -> role.getInteger("taken") >= role.getInteger("capacity"));
    }

    private void add(String detail) {
        found.add(new Violation(Violation.Kind.ANSWER, eventId, detail));
    }
}
