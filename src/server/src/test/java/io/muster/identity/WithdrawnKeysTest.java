package io.muster.identity;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import io.muster.testing.http.TestTokens;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.jwt.auth.principal.ParseException;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A withdrawn key is good for the setting's time after the last fetch that brought it, to the nanosecond, also for a token that
 * is known and while keys are being fetched. By a clock that is turned by hand.
 */
class WithdrawnKeysTest {
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration WHILE_AWAY = Duration.ofHours(1);

    private static PublicJsonWebKey withdrawn;
    private static PublicJsonWebKey other;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final KnownTokens known = new KnownTokens(InstantSource.system(), nanos::get);
    private volatile List<JsonWebKey> published = List.of();
    private volatile Duration fetchTakes = Duration.ZERO;
    private volatile @Nullable CountDownLatch hold;
    private volatile boolean isAsked;
    private TokenVerifier verifier;
    private String token;

    @BeforeAll
    static void makeKeys() throws JoseException {
        withdrawn = key("k1");
        other = key("k2");
    }

    private static PublicJsonWebKey key(String id) throws JoseException {
        PublicJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
        key.setKeyId(id);
        return key;
    }

    @BeforeEach
    void start() {
        verifier = new TokenVerifier(
                new TokenKeys(
                        new PublishedKeys(this::fetch, new FetchedKeys.Ages(FRESH, WHILE_AWAY), nanos::get),
                        List.of("RS256"),
                        true,
                        Optional.empty(),
                        Optional.empty()),
                new CallerReader("corp", false, true));
        token = token(withdrawn);
        published = List.of(withdrawn);
    }

    private static String token(PublicJsonWebKey key) {
        return TestTokens.staff("1")
                .header("alg", "RS256")
                .header("kid", String.valueOf(key.getKeyId()))
                .sign(key.getPrivateKey(), "SHA256withRSA");
    }

    private List<JsonWebKey> fetch() throws IOException {
        List<JsonWebKey> answer = published;
        isAsked = true;
        nanos.addAndGet(fetchTakes.toNanos());
        CountDownLatch held = hold;
        if (held != null) {
            try {
                held.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
        if (answer.isEmpty()) {
            throw new IOException("away");
        }
        return answer;
    }

    /** As a request with this token is let in: because the token is known, or else because it is verified, which makes it known. */
    private boolean isLetIn(String header) {
        if (known.find(header).isPresent()) {
            return true;
        }
        try {
            known.keep(
                    header,
                    QuarkusSecurityIdentity.builder()
                            .setPrincipal(verifier.verify(header))
                            .build());
            return true;
        } catch (ParseException e) {
            return false;
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void aWithdrawnKeyIsGoodForTheSettingsTimeAndNoLonger() {
        assertThat(isLetIn(token)).isTrue();
        published = List.of(other);

        Duration due = FRESH.multipliedBy(4).dividedBy(5);
        pass(due.minusNanos(1));
        assertThat(isLetIn(token)).isTrue();
        pass(FRESH.minus(due).plusNanos(1));
        assertThat(isLetIn(token)).isFalse();
    }

    @Test
    void keysThatWillBeOldSoonAreFetchedByOneAndNobodyWaits() {
        assertThat(isLetIn(token)).isTrue();
        pass(FRESH.multipliedBy(9).dividedBy(10));
        isAsked = false;
        CountDownLatch answered = new CountDownLatch(1);
        hold = answered;
        CompletableFuture<Boolean> one = CompletableFuture.supplyAsync(() -> isLetIn(token));
        await().until(() -> isAsked);

        assertThat(isLetIn(token)).isTrue();

        answered.countDown();
        assertThat(one.join()).isTrue();
        pass(FRESH.dividedBy(2));
        published = List.of();
        assertThat(isLetIn(token)).as("they are new").isTrue();
    }

    /** The provider may have withdrawn a key right after it wrote an answer that is long on its way. */
    @Test
    void theTimeCountsFromTheBeginningOfTheFetch() {
        fetchTakes = Duration.ofSeconds(3);
        assertThat(isLetIn(token)).isTrue();
        published = List.of(other);
        fetchTakes = Duration.ZERO;

        pass(FRESH.minusSeconds(3));

        assertThat(isLetIn(token)).isFalse();
    }

    @Test
    void whileKeysAreBeingFetchedTheOldOnesAreNotUsed() {
        assertThat(isLetIn(token)).isTrue();
        published = List.of(other);
        pass(FRESH);
        isAsked = false;
        CountDownLatch answered = new CountDownLatch(1);
        hold = answered;

        CompletableFuture<Boolean> first = CompletableFuture.supplyAsync(() -> isLetIn(token));
        await().until(() -> isAsked);
        Thread second = new Thread(() -> assertThat(isLetIn(token)).isFalse());
        CompletableFuture<Throwable> failed = new CompletableFuture<>();
        second.setUncaughtExceptionHandler((thread, failure) -> failed.complete(failure));
        second.start();
        await().until(() ->
                second.getState() == Thread.State.TIMED_WAITING || second.getState() == Thread.State.TERMINATED);
        answered.countDown();

        assertThat(first.join()).isFalse();
        await().until(() -> second.getState() == Thread.State.TERMINATED);
        assertThat(failed).isNotDone();
        assertThat(isLetIn(token)).isFalse();
        assertThat(isLetIn(token(other))).isTrue();
    }

    /** An unknown key makes them fetched early; what a token is relied on for goes by the keys that verified it. */
    @Test
    void aTokenThatIsVerifiedDuringAFetchIsReliedOnNoLongerThanTheKeysThatVerifiedIt() {
        assertThat(isLetIn(token)).isTrue();
        published = List.of(other);
        pass(FRESH.minusNanos(1));
        isAsked = false;
        CountDownLatch answered = new CountDownLatch(1);
        hold = answered;
        CompletableFuture<Boolean> early = CompletableFuture.supplyAsync(() -> isLetIn(token(other)));
        await().until(() -> isAsked);

        assertThat(isLetIn(token)).isTrue();
        answered.countDown();
        assertThat(early.join()).isTrue();
        pass(Duration.ofNanos(1));

        assertThat(isLetIn(token)).isFalse();
    }

    @Test
    void onlyWhileTheProviderIsAwayTheyAreUsedOnAndOneAsks() {
        assertThat(isLetIn(token)).isTrue();
        published = List.of();
        pass(FRESH);
        assertThat(isLetIn(token)).isTrue();
        assertThat(known.find(token)).isEmpty();

        published = List.of(other);
        pass(Duration.ofSeconds(59));
        assertThat(isLetIn(token)).isTrue();
        pass(Duration.ofSeconds(1));
        assertThat(isLetIn(token)).isFalse();
    }

    @Test
    void asLongAsOneAsksAProviderThatWasAwayOthersGoOn() {
        assertThat(isLetIn(token)).isTrue();
        published = List.of();
        pass(FRESH);
        assertThat(isLetIn(token)).isTrue();
        pass(Duration.ofMinutes(1));
        isAsked = false;
        CountDownLatch answered = new CountDownLatch(1);
        hold = answered;
        CompletableFuture<Boolean> asking = CompletableFuture.supplyAsync(() -> isLetIn(token));
        await().until(() -> isAsked);

        assertThat(isLetIn(token)).isTrue();

        answered.countDown();
        assertThat(asking.join()).isTrue();
        pass(WHILE_AWAY.minusMinutes(1));
        assertThat(isLetIn(token)).isFalse();
    }
}
