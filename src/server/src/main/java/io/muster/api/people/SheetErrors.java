package io.muster.api.people;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a sheet: the first errors, and how many there are. A sheet of another kind has some in each row. */
final class SheetErrors {
    static final int MOST = 1_000;

    private final List<SheetError> first = new ArrayList<>();
    private int count;

    void add(SheetError error) {
        count++;
        if (first.size() < MOST) {
            first.add(error);
        }
    }

    void addAll(SheetErrors others) {
        count += others.count - others.first.size();
        others.first.forEach(this::add);
    }

    int count() {
        return count;
    }

    /** The first ones, at most {@link #MOST}. */
    List<SheetError> first() {
        return first;
    }
}
