package io.muster.api.page;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the pages sign in at the provider whose keys verify tokens. */
@ConfigMapping(prefix = "muster.oidc")
public interface SignInConfig {

    /** The public client, with PKCE and without a secret, that the provider knows the pages by. Without it they take a token alone. */
    Optional<String> clientId();

    /** What the pages ask the provider for; {@code openid} is among it. */
    @WithDefault("openid profile email")
    String scope();
}
