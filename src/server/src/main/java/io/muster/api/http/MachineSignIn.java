package io.muster.api.http;

import java.time.Instant;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.muster.identity.MachineIdentity;
import io.muster.people.MachineToken;
import io.muster.store.rights.MachineTokens;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;

/** Signs a machine in by the secret of a token of a firm (docs/api.md#machine-tokens). */
@Singleton
class MachineSignIn {
    private final MachineTokens tokens;

    MachineSignIn(MachineTokens tokens) {
        this.tokens = tokens;
    }

    /** @return fails as for any bad token where there is no such token, or none any more, and as a read does */
    Uni<SecurityIdentity> of(String secret) {
        return tokens.of(secret).map(MachineSignIn::identity);
    }

    private static SecurityIdentity identity(Optional<MachineToken> found) {
        MachineToken token = found.filter(it -> !it.isExpiredAt(Instant.now()))
                .orElseThrow(() -> new AuthenticationFailedException("there is no such token"));
        return MachineIdentity.of(token.userKey(), token.board(), token.expiresAt());
    }
}
