package io.muster.testing.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * People's presses and what became of each in the end. Whoever is told to come again (503: certainly or possibly not
 * recorded) does, as a client would: how fast the machine is that day must not decide a test of who gets in.
 */
public final class Presses {
    /** Within it everyone has been decided, or something is wrong. */
    private static final int MOST_ROUNDS = 30;

    private final List<Answer> all = new ArrayList<>();
    private final Map<Integer, Answer> last = new LinkedHashMap<>();
    private final Map<Integer, Boolean> inDoubt = new LinkedHashMap<>();

    /** Sends all of them at once, and again those that are told to come again. */
    public static Presses untilDecided(LoadClient client, List<Call> calls) {
        Presses presses = new Presses();
        List<Integer> undecided = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            undecided.add(i);
        }
        for (int round = 0; !undecided.isEmpty(); round++) {
            if (round == MOST_ROUNDS) {
                throw new AssertionError("still undecided: " + presses.outcomes());
            }
            List<Answer> answers =
                    client.fire(undecided.stream().map(calls::get).toList());
            presses.took(undecided, answers);
            undecided.removeIf(presses::isDecided);
        }
        return presses;
    }

    private void took(List<Integer> presses, List<Answer> answers) {
        for (int i = 0; i < answers.size(); i++) {
            Answer answer = answers.get(i);
            all.add(answer);
            last.put(presses.get(i), answer);
            inDoubt.merge(presses.get(i), answer.isUnknown(), Boolean::logicalOr);
        }
    }

    private boolean isDecided(int press) {
        return last.get(press).status() != 503;
    }

    /** Every answer there was, those that said to come again too. */
    public List<Answer> answers() {
        return all;
    }

    /** How often each last answer was given. */
    public Map<String, Long> outcomes() {
        Map<String, Long> counted = new TreeMap<>();
        last.forEach((press, answer) -> counted.merge(outcome(press, answer), 1L, Long::sum));
        return counted;
    }

    /** After an answer that left it open, to be in already means that it was this press that got its person in. */
    private String outcome(int press, Answer answer) {
        return inDoubt.get(press) && answer.code().equals("ALREADY_ACCEPTED") ? "200" : answer.word();
    }
}
