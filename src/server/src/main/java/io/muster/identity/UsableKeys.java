package io.muster.identity;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jose4j.http.SimpleGet;
import org.jose4j.http.SimpleResponse;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.Use;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * A GET of a provider's keys. An answer without a key that a token could be verified with is no answer, so that the keys known
 * before are used on. How long an answer is good for is a setting of ours, and not the provider's to say.
 */
final class UsableKeys implements SimpleGet {
    static final Duration NONE_YET = Duration.ofDays(36_500);

    private static final Set<String> OF_CACHING = Set.of("cache-control", "expires", "age", "date");

    private final SimpleGet get;
    private volatile long answeredAt;
    private volatile boolean hasAnswered;
    private volatile boolean isFailing;

    UsableKeys(SimpleGet get) {
        this.get = get;
    }

    @Override
    public SimpleResponse get(String location) throws IOException {
        isFailing = true;
        SimpleResponse answer = get.get(location);
        if (!hasKey(answer.getBody())) {
            throw new IOException("no key in the provider's answer");
        }
        answeredAt = System.nanoTime();
        hasAnswered = true;
        isFailing = false;
        return new Uncached(answer);
    }

    /** How old the last keys are; {@link #NONE_YET} before there were some. */
    Duration age() {
        return hasAnswered ? Duration.ofNanos(System.nanoTime() - answeredAt) : NONE_YET;
    }

    /** Whether the last answer was none, so that there may be keys that are not known here. */
    boolean isFailing() {
        return isFailing;
    }

    private static boolean hasKey(String body) throws IOException {
        try {
            return new JsonWebKeySet(body)
                    .getJsonWebKeys().stream()
                            .anyMatch(key -> key instanceof PublicJsonWebKey
                                    && (key.getUse() == null || key.getUse().equals(Use.SIGNATURE)));
        } catch (JoseException e) {
            throw new IOException("the provider's answer holds no keys", e);
        }
    }

    private record Uncached(SimpleResponse answer) implements SimpleResponse {
        @Override
        public int getStatusCode() {
            return answer.getStatusCode();
        }

        @Override
        public String getStatusMessage() {
            return answer.getStatusMessage();
        }

        @Override
        public Collection<String> getHeaderNames() {
            return answer.getHeaderNames().stream()
                    .filter(name -> !isOfCaching(name))
                    .toList();
        }

        @Override
        public List<String> getHeaderValues(String name) {
            @Nullable List<String> values = isOfCaching(name) ? null : answer.getHeaderValues(name);
            return values == null ? List.of() : values;
        }

        @Override
        public String getBody() {
            return answer.getBody();
        }

        /** The status line comes as a header without a name. */
        private static boolean isOfCaching(@Nullable String name) {
            return name == null || OF_CACHING.contains(name.toLowerCase(Locale.ROOT));
        }
    }
}
