package io.muster.store.people;

import java.util.Set;
import java.util.TreeSet;

import io.muster.people.Member;
import io.muster.people.MemberState;
import io.muster.people.SearchWords;
import io.muster.people.WireNames;

/**
 * What members are found by, all in one index: everybody, by state, by team, and by the starts of the words of a search. A list
 * is then read in its order, without sorting, however many members it has.
 */
final class MemberKeys {
    /** All members of a firm. */
    static final String ALL = "*";

    /** Who manages the firm now. */
    static final String MANAGERS = "m";

    private MemberKeys() {}

    static Set<String> of(Member member, Set<String> words) {
        Set<String> keys = new TreeSet<>();
        keys.add(ALL);
        keys.add(ofState(member.state()));
        member.teams().forEach(team -> keys.add(ofTeam(team)));
        if (member.managesNow()) {
            keys.add(MANAGERS);
        }
        SearchWords.starts(words).forEach(start -> keys.add(ofStart(start)));
        return keys;
    }

    static String ofState(MemberState state) {
        return "s|" + WireNames.of(state);
    }

    static String ofTeam(String teamId) {
        return "t|" + teamId;
    }

    /** @param start as {@link SearchWords#start} has it */
    static String ofStart(String start) {
        return "w|" + start;
    }
}
