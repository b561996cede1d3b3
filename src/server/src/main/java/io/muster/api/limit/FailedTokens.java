package io.muster.api.limit;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.TimeMeter;
import io.netty.util.NetUtil;

/**
 * How many tokens of machines that there are not may be tried from one address. A token that was good here before is not counted, so that
 * who tries others from the same address, which many may share, shuts out no machine that is at work.
 */
@Singleton
public class FailedTokens {
    private static final int IPV6_NETWORK_BYTES = 8;
    private static final int MOST_GOOD = 10_000;

    private final Buckets<String> tries;
    private final Cache<String, Boolean> good =
            Caffeine.newBuilder().maximumSize(MOST_GOOD).build();

    @Inject
    FailedTokens(RateLimitConfig config, RateClock clock) {
        this(config.failedTokensPerMinute(), config.maxTracked(), clock);
    }

    /** @param limit a minute; 0 for none */
    FailedTokens(int limit, int maxTracked, TimeMeter clock) {
        this.tries = new Buckets<>(limit, maxTracked, clock);
    }

    /** A token that is looked up. */
    public final class Try {
        private final String hash;
        private final String network;
        private final boolean isCounted;
        private final Duration wait;

        private Try(String hash, String network) {
            this.hash = hash;
            this.network = network;
            this.isCounted = good.getIfPresent(hash) == null;
            this.wait = isCounted ? tries.take(network) : Duration.ZERO;
        }

        /** Zero if it may be looked up, and then {@link #end} has to follow; else the time until it may. */
        public Duration untilAllowed() {
            return wait;
        }

        /** @param found whether there is such a token; empty where nobody knows, which costs nothing */
        public void end(Optional<Boolean> found) {
            if (found.orElse(false)) {
                good.put(hash, true);
            } else if (found.isPresent()) {
                good.invalidate(hash);
            }
            if (isCounted && found.orElse(true)) {
                tries.giveBack(network);
            }
        }
    }

    /**
     * Begins a try.
     *
     * @param hash of the token
     * @param address that it comes from, as text
     */
    public Try begin(String hash, String address) {
        return new Try(hash, network(address));
    }

    /** Of IPv6 the first 64 bits: whoever has one address has the others of them. */
    private static String network(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        return bytes == null || bytes.length <= IPV6_NETWORK_BYTES
                ? address
                : HexFormat.of().formatHex(bytes, 0, IPV6_NETWORK_BYTES);
    }
}
