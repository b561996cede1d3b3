package io.muster.webhook;

import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** Where webhooks may go. */
@ConfigMapping(prefix = "muster.webhook")
public interface WebhookConfig {

    /** Hosts besides public ones, each with its port: {@code receiver.internal:8443}. */
    Optional<List<String>> allow();
}
