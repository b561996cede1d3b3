package io.muster.store.rights;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

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
public final class Rights implements MemberListener {
    private final Function<String, Uni<List<Membership>>> memberships;
    private final MemberStream stream;
    private final KnownStandings known = new KnownStandings();
    private final List<MemberListener> listeners = new CopyOnWriteArrayList<>();

    @Inject
    Rights(Memberships memberships, MemberStream stream) {
        this(memberships::of, stream);
    }

    /** @param memberships reads a person's */
    Rights(Function<String, Uni<List<Membership>>> memberships, MemberStream stream) {
        this.memberships = memberships;
        this.stream = stream;
        stream.listen(this);
    }

    /** Has somebody told of changes, once what was known before them is forgotten. */
    public void listen(MemberListener listener) {
        listeners.add(listener);
    }

    /** What firms say of a person, if it is known. */
    public Optional<Standings> known(String userKey) {
        return stream.isHeard() ? known.find(userKey) : Optional.empty();
    }

    /** What firms say of a person. */
    public Uni<Standings> of(String userKey) {
        return known(userKey).map(it -> Uni.createFrom().item(it)).orElseGet(() -> read(userKey));
    }

    private Uni<Standings> read(String userKey) {
        return Uni.createFrom().deferred(() -> {
            KnownStandings.Fill fill = known.begin(userKey);
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
    public void changed(MembersChanged changes) {
        changes.userKeys().forEach(known::drop);
        if (!changes.gone().isEmpty()) {
            known.dropMembers(changes.gone());
        }
        listeners.forEach(listener -> listener.changed(changes));
    }

    @Override
    public void lost() {
        known.clear();
        listeners.forEach(MemberListener::lost);
    }
}
