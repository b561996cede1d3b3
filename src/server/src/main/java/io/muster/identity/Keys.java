package io.muster.identity;

import org.jose4j.keys.resolvers.VerificationKeyResolver;

/** Keys to verify tokens with. */
interface Keys extends VerificationKeyResolver {
    /**
     * Until when a token that is verified from now on need not be verified again, by {@link System#nanoTime()}. In the past
     * where it has to be.
     */
    long reliableUntil();
}
