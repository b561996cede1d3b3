package io.muster.notice.send;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.muster.store.erasure.Forgotten;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Addresses by which somebody ends letters with one press and without signing in (RFC 8058). Such an address has the userKey and a hash of it
 * with the database's key: nobody else can make one, and it does nothing else.
 */
@Singleton
public class Unsubscribing {
    /** The path that each begins with. */
    public static final String PATH = "/unsubscribe/";

    private static final String DOMAIN = "unsubscribe:";
    private static final int MAX = 1_000;

    private final Forgotten keys;
    private final Preferences preferences;

    @Inject
    Unsubscribing(
            ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database,
            Preferences preferences) {
        this.keys = new Forgotten(client.getDatabase(database));
        this.preferences = preferences;
    }

    /**
     * Ends the letters of the person whose address it is.
     *
     * @return whether there is one
     */
    public Uni<Boolean> end(String secret) {
        return userKey(secret)
                .chain(found -> found.map(
                                userKey -> preferences.endMail(userKey).replaceWith(true))
                        .orElseGet(() -> Uni.createFrom().item(false)));
    }

    /** The path of a person's address at this service. */
    public Uni<String> path(String userKey) {
        return keys.hash(DOMAIN + userKey)
                .map(hash -> PATH
                        + Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(userKey.getBytes(StandardCharsets.UTF_8))
                        + "." + hash);
    }

    /** Whose address it is; empty where nobody made it here. */
    public Uni<Optional<String>> userKey(String secret) {
        int dot = secret.indexOf('.');
        if (dot < 0 || secret.length() > MAX) {
            return Uni.createFrom().item(Optional.empty());
        }
        Optional<String> userKey = decoded(secret.substring(0, dot));
        return userKey.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : keys.hash(DOMAIN + userKey.get())
                        .map(hash -> userKey.filter(it -> isSame(hash, secret.substring(dot + 1))));
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notEncoded) {
            return Optional.empty();
        }
    }

    private static boolean isSame(String hash, String given) {
        return MessageDigest.isEqual(hash.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
