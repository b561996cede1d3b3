package io.muster.api.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.muster.api.access.EffectiveCallers;
import io.muster.event.Digest;
import io.muster.identity.Caller;
import io.muster.people.Standings;

/**
 * What a socket receives follows from this.
 *
 * @param token the caller as the token alone says
 * @param firm the firm that the address names
 * @param standings what firms say of the person
 * @param caller what follows from them
 */
record SocketRights(Caller token, Optional<String> firm, Standings standings, Caller caller) {
    private static final int DIGITS = 12;

    /** Empty where the firm is not the caller's. */
    static Optional<SocketRights> of(Caller token, Optional<String> firm, Standings standings) {
        return EffectiveCallers.found(token, firm, standings)
                .map(caller -> new SocketRights(token, firm, standings, caller));
    }

    /** For the ids of its frames: empty where what firms say changes nothing. */
    String fingerprint() {
        return caller.equals(token)
                ? ""
                : Digest.hex(words().toArray(String[]::new)).substring(0, DIGITS);
    }

    private List<String> words() {
        List<String> words = new ArrayList<>(List.of(caller.managerId().orElse(""), "" + caller.readOnly()));
        for (Set<String> names :
                List.of(caller.employers().named(), caller.employers().except(), caller.teamIds())) {
            words.add("" + names.size());
            words.addAll(new TreeSet<>(names));
        }
        return words;
    }

    /** The same with what firms say by now; of a firm that is not the caller's any more nothing is received. */
    SocketRights with(Standings other) {
        return of(token, firm, other).orElseGet(() -> new SocketRights(token, firm, other, token.withoutFirms()));
    }
}
