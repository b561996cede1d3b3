package io.muster.store.rights;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.muster.identity.Caller;
import io.muster.people.Membership;
import io.muster.people.Standings;
import io.muster.store.people.Memberships;
import io.smallrye.mutiny.Uni;

/**
 * What firms say of people, for every request, without a read for each: what was read is known for a minute at most, and only while this
 * process hears of changes. So a change counts within two seconds everywhere. The planner never asks it: what decides who gets a place is
 * read in the snapshot of its transaction.
 */
@Singleton
public final class Rights implements RightsListener {
    /** People and memberships together. */
    private static final int MOST = 200_000;

    private final Function<String, Uni<List<Membership>>> memberships;
    private final RightsStream stream;
    private final Known<Standings> known =
            new Known<>(MOST, standings -> 1 + standings.memberIds().size());
    private final List<RightsListener> listeners = new CopyOnWriteArrayList<>();

    @Inject
    Rights(Memberships memberships, RightsStreams streams) {
        this(memberships::of, streams.of(RightsSource.MEMBERS));
    }

    /** @param memberships reads a person's */
    Rights(Function<String, Uni<List<Membership>>> memberships, RightsStream stream) {
        this.memberships = memberships;
        this.stream = stream;
        stream.listen(this);
    }

    /** Has somebody told of changes, once what was known before them is forgotten. */
    public void listen(RightsListener listener) {
        listeners.add(listener);
    }

    /** What firms say of a person, if it is known. Of a machine no firm says anything. */
    public Optional<Standings> known(String userKey) {
        if (Caller.isMachine(userKey)) {
            return Optional.of(Standings.NONE);
        }
        return stream.isHeard() ? known.find(userKey) : Optional.empty();
    }

    /** What firms say of a person. */
    public Uni<Standings> of(String userKey) {
        return known(userKey).map(it -> Uni.createFrom().item(it)).orElseGet(() -> read(userKey));
    }

    private Uni<Standings> read(String userKey) {
        return Uni.createFrom().deferred(() -> {
            Known<Standings>.Fill fill = known.begin(userKey);
            return memberships
                    .apply(userKey)
                    .map(Standings::of)
                    .onItemOrFailure()
                    .invoke((standings, failure) -> fill.end(Optional.ofNullable(standings)))
                    .onCancellation()
                    .invoke(() -> fill.end(Optional.empty()));
        });
    }

    @Override
    public void changed(RightsChanges changes) {
        changes.userKeys().forEach(known::drop);
        if (!changes.gone().isEmpty()) {
            known.dropIf(standings -> !Collections.disjoint(changes.gone(), standings.memberIds()));
        }
        listeners.forEach(listener -> listener.changed(changes));
    }

    @Override
    public void lost() {
        known.clear();
        listeners.forEach(RightsListener::lost);
    }
}
