package io.muster.outbound;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.muster.store.outbound.Numbers;
import io.muster.store.outbound.Numbers.Numbered;
import io.muster.store.outbound.Unnumbered;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Gives numbers, each once and everything one once, whoever else does the same at the same time: the database refuses a second one, and
 * what was refused is looked up and tried again. What comes in one order gets its numbers in that order, because who numbers a line has
 * numbered all before it, or has found them numbered. One call at a time.
 */
final class Numbering {
    /** Firms of which the last number is known without asking. */
    private static final int MOST_FIRMS = 10_000;

    /** With so many tries in vain somebody else numbers everything. */
    private static final int ATTEMPTS = 50;

    private final Numbers numbers;
    private final Term term;
    private final Map<String, Long> last = new HashMap<>();

    Numbering(Numbers numbers, Term term) {
        this.numbers = numbers;
        this.term = term;
    }

    /** The term is over: another process numbers. */
    static final class TermOverException extends RuntimeException {
        TermOverException() {
            super("the term is over", null, false, false);
        }
    }

    /**
     * Gives numbers in this order.
     *
     * @return the last number of each firm that got some; fails with {@link TermOverException} once the term is over
     */
    Uni<Map<String, Long>> number(List<? extends Unnumbered> some) {
        return number(List.copyOf(some), ATTEMPTS);
    }

    private Uni<Map<String, Long>> number(List<Unnumbered> some, int attempts) {
        if (some.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        if (!term.holds() || attempts == 0) {
            return Uni.createFrom().failure(new TermOverException());
        }
        Set<String> firms = firmsOf(some);
        return known(firms)
                .chain(() -> numbers.add(numbered(some)))
                .chain(added -> added ? Uni.createFrom().item(reached(some)) : again(some, firms, attempts));
    }

    private static Set<String> firmsOf(List<Unnumbered> some) {
        Set<String> firms = new HashSet<>();
        some.forEach(it -> firms.add(it.firm()));
        return firms;
    }

    private Uni<Void> known(Set<String> firms) {
        if (last.size() > MOST_FIRMS) {
            last.clear();
        }
        return Multi.createFrom()
                .iterable(firms)
                .filter(firm -> !last.containsKey(firm))
                .onItem()
                .transformToUniAndConcatenate(firm -> numbers.last(firm).invoke(seq -> last.put(firm, seq)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private List<Numbered> numbered(List<Unnumbered> some) {
        Map<String, Long> next = new HashMap<>();
        List<Numbered> numbered = new ArrayList<>(some.size());
        some.forEach(it -> numbered.add(
                new Numbered(next.merge(it.firm(), last.get(it.firm()) + 1, (before, first) -> before + 1), it)));
        return numbered;
    }

    private Map<String, Long> reached(List<Unnumbered> some) {
        Map<String, Long> reached = new HashMap<>();
        some.forEach(it -> reached.put(it.firm(), last.merge(it.firm(), 1L, Long::sum)));
        return reached;
    }

    private Uni<Map<String, Long>> again(List<Unnumbered> some, Set<String> firms, int attempts) {
        return numbers.numbered(some).chain(done -> {
            List<Unnumbered> left =
                    some.stream().filter(it -> !done.contains(it)).toList();
            firms.forEach(last::remove);
            // What this call has stored in an earlier attempt counts as well: the firms have grown.
            return number(left, attempts - 1)
                    .chain(reached -> known(firms).map(known -> {
                        Map<String, Long> all = new HashMap<>(reached);
                        firms.forEach(firm -> all.putIfAbsent(firm, last.get(firm)));
                        return all;
                    }));
        });
    }
}
