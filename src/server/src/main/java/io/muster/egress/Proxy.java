package io.muster.egress;

import java.net.URI;
import java.util.Optional;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;

/** The proxy of a setting. */
final class Proxy {
    private static final String WRONG =
            "MUSTER_EGRESS_PROXY must be the address of a proxy with its port, without a path: http://proxy:3128";

    private Proxy() {}

    /** @throws ConfigurationException where it is none */
    static Optional<ProxyOptions> from(EgressConfig config) {
        return config.proxy().filter(it -> !it.isBlank()).map(it -> options(it.strip()));
    }

    private static ProxyOptions options(String text) {
        URI address = uri(text);
        boolean isProxy = "http".equals(address.getScheme())
                && address.getHost() != null
                && address.getPort() > 0
                && (address.getRawPath().isEmpty() || address.getRawPath().equals("/"))
                && address.getRawQuery() == null
                && address.getRawFragment() == null;
        if (!isProxy) {
            throw new ConfigurationException(WRONG);
        }
        ProxyOptions options = new ProxyOptions()
                .setType(ProxyType.HTTP)
                .setHost(address.getHost())
                .setPort(address.getPort());
        return signedIn(options, Optional.ofNullable(address.getUserInfo()));
    }

    private static ProxyOptions signedIn(ProxyOptions options, Optional<String> userInfo) {
        userInfo.ifPresent(it -> {
            int colon = it.indexOf(':');
            if (colon < 0) {
                throw new ConfigurationException(WRONG + ", or with a user and a password: http://user:password@…");
            }
            options.setUsername(it.substring(0, colon)).setPassword(it.substring(colon + 1));
        });
        return options;
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException unreadable) {
            // Its message would repeat the address, with the password in it.
            throw new ConfigurationException(WRONG);
        }
    }
}
