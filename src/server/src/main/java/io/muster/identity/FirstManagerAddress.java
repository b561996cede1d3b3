package io.muster.identity;

import java.util.Locale;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;

/**
 * The e-mail address whose owner becomes the first manager. With a shared secret it ends the start: each app that has the secret could sign a
 * token with any address.
 */
@Startup
@Singleton
public class FirstManagerAddress {
    private final Optional<String> address;

    @Inject
    FirstManagerAddress(FirstManagerConfig config, IdentityConfig identity) {
        this(config.firstManager(), identity.jwt().jwksUrl());
    }

    public FirstManagerAddress(Optional<String> setting, Optional<String> jwksUrl) {
        address = setting.map(String::strip).filter(it -> !it.isEmpty());
        if (address.isPresent() && jwksUrl.filter(it -> !it.isBlank()).isEmpty()) {
            throw new ConfigurationException("MUSTER_FIRST_MANAGER needs a provider's keys, MUSTER_JWT_JWKS_URL: with a"
                    + " shared secret nobody vouches for an e-mail address.");
        }
        if (address.filter(it -> it.indexOf('@') < 0).isPresent()) {
            throw new ConfigurationException("MUSTER_FIRST_MANAGER must be an e-mail address.");
        }
    }

    /** Whether it is the caller's, verified; without regard to case. */
    public boolean isOf(Caller caller) {
        return address.isPresent()
                && caller.verifiedEmail().map(FirstManagerAddress::key).equals(address.map(FirstManagerAddress::key));
    }

    private static String key(String email) {
        return email.toLowerCase(Locale.ROOT);
    }
}
