package io.muster.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signed tokens of a manager and of the manager's staff. */
final class BenchTokens {
    private static final long LIFE_SECONDS = 7_200;
    private static final AtomicLong ROUNDS = new AtomicLong();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private BenchTokens() {}

    static String manager() {
        return token("\"sub\":\"boss\",\"managerId\":\"bench\"");
    }

    static List<String> staff(int people) {
        return IntStream.range(0, people)
                .mapToObj(i -> token("\"sub\":\"p" + i + "\",\"name\":\"Staff " + i + "\",\"managerIds\":[\"bench\"]"))
                .toList();
    }

    /** The same people with tokens that differ from all others, so that the service has not verified them before. */
    static List<String> unseen(int people) {
        long round = ROUNDS.incrementAndGet();
        return IntStream.range(0, people)
                .mapToObj(i -> token("\"sub\":\"p" + i + "\",\"name\":\"Staff " + i
                        + "\",\"managerIds\":[\"bench\"],\"jti\":\"" + round + "\""))
                .toList();
    }

    private static String token(String claims) {
        long expiry = Instant.now().getEpochSecond() + LIFE_SECONDS;
        String content =
                part("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + part("{" + claims + ",\"exp\":" + expiry + "}");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Service.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "Bearer " + content + "."
                    + BASE64.encodeToString(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String part(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
