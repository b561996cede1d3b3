package io.muster.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;

/**
 * The callers of tokens that have been verified, by the header that brought the token: the next request with the same header
 * need not verify it again. A caller is known until the token expires and as long as its keys are reliable. Only successes are
 * kept, and only so many, and only of tokens of the usual length.
 *
 * <p>The header itself is not kept, only its SHA-256. So a comparison's time tells nothing about a token, and the memory holds
 * none.
 */
@Singleton
public final class KnownTokens {
    /** How long a token is known at most. Shorter than the time for which {@link ExpiryAugmentor} sets a timer. */
    static final Duration LONGEST = Duration.ofDays(1);

    static final int MAX_TOKENS = 10_000;

    /** A longer header is verified each time: of these the memory could not hold so many. */
    static final int MAX_HEADER_CHARS = 2_048;

    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(KnownTokens::sha256);

    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Cache<ByteBuffer, Known> tokens = Caffeine.newBuilder()
            .maximumSize(MAX_TOKENS)
            .expireAfterWrite(LONGEST)
            .build();

    @Inject
    KnownTokens() {
        this(InstantSource.system(), System::nanoTime);
    }

    KnownTokens(InstantSource clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    private record Known(SecurityIdentity identity, Instant expiresAt, long reliableUntil) {}

    /**
     * The caller, if the token is known and still good.
     *
     * @param header the value of {@code Authorization}, as it came
     */
    public Optional<SecurityIdentity> find(String header) {
        if (header.length() > MAX_HEADER_CHARS) {
            return Optional.empty();
        }
        return Optional.ofNullable(tokens.getIfPresent(key(header)))
                .filter(this::isGood)
                .map(Known::identity);
    }

    /**
     * Keeps a caller whose token has just been verified. What belongs to the request alone is left out of the identity.
     *
     * @param header the value of {@code Authorization}, as it came
     */
    public void keep(String header, SecurityIdentity identity) {
        if (header.length() > MAX_HEADER_CHARS || !(identity.getPrincipal() instanceof CallerPrincipal principal)) {
            return;
        }
        Known known = new Known(ofNoRequest(identity), principal.expiresAt(), principal.reliableUntil());
        if (isGood(known)) {
            tokens.put(key(header), known);
        }
    }

    long count() {
        tokens.cleanUp();
        return tokens.estimatedSize();
    }

    private boolean isGood(Known known) {
        return clock.instant().isBefore(known.expiresAt) && nanoTime.getAsLong() - known.reliableUntil < 0;
    }

    private static SecurityIdentity ofNoRequest(SecurityIdentity identity) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(identity.getPrincipal())
                .addRoles(identity.getRoles())
                .addAttribute(ExpiryAugmentor.ATTRIBUTE, identity.getAttribute(ExpiryAugmentor.ATTRIBUTE))
                .build();
    }

    private static ByteBuffer key(String header) {
        return ByteBuffer.wrap(SHA_256.get().digest(header.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
