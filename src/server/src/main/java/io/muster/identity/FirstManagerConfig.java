package io.muster.identity;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** Who becomes the first manager. */
@ConfigMapping(prefix = "muster")
public interface FirstManagerConfig {

    /** An e-mail address: the first sign-in with it, verified, becomes manager of the firm {@code main}. With a provider's keys only. */
    Optional<String> firstManager();
}
