package io.muster.api.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.muster.api.limit.FailedTokens;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.identity.MachineIdentity;
import io.muster.people.MachineToken;
import io.muster.people.TokenSecret;
import io.muster.store.rights.MachineTokens;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;

/** Signs a machine in by the secret of a token of a firm (docs/api.md#machine-tokens). */
@Singleton
class MachineSignIn {
    private final MachineTokens tokens;
    private final FailedTokens failed;

    MachineSignIn(MachineTokens tokens, FailedTokens failed) {
        this.tokens = tokens;
        this.failed = failed;
    }

    /**
     * The machine.
     *
     * @param address that the request comes from, as text
     * @return fails as for any bad token where there is no such token, or none any more, with {@code RATE_LIMITED} where too many such have
     *     come from the address, and as a read does
     */
    Uni<SecurityIdentity> of(String secret, String address) {
        FailedTokens.Try attempt = failed.begin(TokenSecret.hash(secret), address);
        Duration wait = attempt.untilAllowed();
        if (!wait.isZero()) {
            return Uni.createFrom()
                    .failure(() -> new ProblemException(
                                    ProblemType.RATE_LIMITED,
                                    "Too many tokens that there are not came from this address. Please wait a moment.")
                            .retryAfter(wait));
        }
        return tokens.of(secret)
                .map(found -> found.filter(token -> !token.isExpiredAt(Instant.now())))
                .onItemOrFailure()
                .invoke((found, failure) ->
                        attempt.end(Optional.ofNullable(found).map(Optional::isPresent)))
                .onCancellation()
                .invoke(() -> attempt.end(Optional.empty()))
                .map(MachineSignIn::identity);
    }

    private static SecurityIdentity identity(Optional<MachineToken> found) {
        MachineToken token = found.orElseThrow(() -> new AuthenticationFailedException("there is no such token"));
        return MachineIdentity.of(token.userKey(), token.board(), token.feed(), token.expiresAt());
    }
}
