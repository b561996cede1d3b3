package io.muster.store.rights;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.muster.people.MachineToken;
import io.muster.people.TokenSecret;
import io.muster.store.people.StoredTokens;
import io.smallrye.mutiny.Uni;

/**
 * The tokens of machines by their secrets, kept as {@link Rights} keeps what firms say: so one that is revoked is good for two seconds
 * more at most, in whatever process. Only what was found is kept; a secret that there is not costs one indexed read, which all who ask at
 * about the same time share.
 */
@Singleton
public final class MachineTokens implements RightsListener {
    private static final int MOST = 10_000;

    private final StoredTokens tokens;
    private final RightsStream stream;
    private final Known<MachineToken> known = new Known<>(MOST, token -> 1);
    private final List<RightsListener> listeners = new CopyOnWriteArrayList<>();

    @Inject
    MachineTokens(StoredTokens tokens, RightsStreams streams) {
        this.tokens = tokens;
        this.stream = streams.of(RightsSource.TOKENS);
        stream.listen(this);
    }

    /** Has somebody told of changes, once what was known before them is forgotten. */
    public void listen(RightsListener listener) {
        listeners.add(listener);
    }

    /** The token with a secret, expired or not. */
    public Uni<Optional<MachineToken>> of(String secret) {
        String hash = TokenSecret.hash(secret);
        Optional<MachineToken> found = stream.isHeard() ? known.find(hash) : Optional.empty();
        return found.isPresent() ? Uni.createFrom().item(found) : read(hash);
    }

    private Uni<Optional<MachineToken>> read(String hash) {
        return Uni.createFrom().deferred(() -> {
            Known<MachineToken>.Fill fill = known.begin(hash);
            return tokens.byHash(hash)
                    .onItemOrFailure()
                    .invoke((found, failure) -> fill.end(failure == null ? found : Optional.empty()))
                    .onCancellation()
                    .invoke(() -> fill.end(Optional.empty()));
        });
    }

    /** Whether a machine's token has not been revoked. */
    public Uni<Boolean> isKept(String userKey) {
        return tokens.isKept(userKey);
    }

    @Override
    public void changed(RightsChanges changes) {
        known.dropIf(token -> changes.ids().contains(token.id()));
        listeners.forEach(listener -> listener.changed(changes));
    }

    @Override
    public void lost() {
        known.clear();
        listeners.forEach(RightsListener::lost);
    }
}
