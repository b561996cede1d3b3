package io.muster.store.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.bson.types.ObjectId;

/**
 * An address that a firm's log is sent to. Its address and its secret are for nobody's eyes but the manager's who asks.
 *
 * @param firm the managerId
 * @param url https
 * @param types what is sent, without {@code io.muster.}; empty for all
 * @param secret what signs, {@code whsec_…}
 * @param former what signs besides, for a time
 * @param after the number up to which everything was sent, or was not to be sent
 * @param attempts how often the next part has been tried in vain
 * @param failingSince when the first of those attempts was
 * @param notBefore when it is tried next
 * @param deliveries the last ones, the newest first
 * @param version grows with what managers change
 */
public record Webhook(
        ObjectId id,
        String firm,
        String url,
        Set<String> types,
        String secret,
        Optional<Former> former,
        State state,
        long after,
        int attempts,
        Optional<Instant> failingSince,
        Instant notBefore,
        List<Delivery> deliveries,
        long version,
        Instant createdAt) {

    public static final int MOST_OF_FIRM = 10;
    public static final int KEPT_DELIVERIES = 10;

    /** Whether something is sent. */
    public enum State {
        ACTIVE,
        /** It has not taken anything for days, or does not want anything any more. */
        FAILING
    }

    /** A secret that was replaced. */
    public record Former(String secret, Instant until) {}

    /**
     * One attempt.
     *
     * @param outcome what became of it: {@code 2xx} for an answer, else why there was none
     */
    public record Delivery(Instant at, String outcome, Duration took, int events) {}

    public Webhook {
        types = Set.copyOf(types);
        deliveries = List.copyOf(deliveries);
    }

    /** Neither the address nor the secret. */
    @Override
    public String toString() {
        return "webhook " + id;
    }
}
