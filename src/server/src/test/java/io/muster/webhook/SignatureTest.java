package io.muster.webhook;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is signed is what the reference library of Standard Webhooks takes. */
class SignatureTest {
    private static final String BODY = "[{\"name\":\"José Ñáñez\"}]";

    private final Instant now = Instant.now();

    private HttpHeaders headers(String signature) {
        return HttpHeaders.of(
                Map.of(
                        "webhook-id", List.of("msg_1"),
                        "webhook-timestamp", List.of(Long.toString(now.getEpochSecond())),
                        "webhook-signature", List.of(signature)),
                (name, value) -> true);
    }

    private String signed(String... secrets) {
        return Signature.of(List.of(secrets), "msg_1", now, BODY.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theReferenceLibraryTakesIt() {
        String secret = WebhookSecret.random();

        assertThatCode(() -> new Webhook(secret).verify(BODY, headers(signed(secret))))
                .doesNotThrowAnyException();
    }

    @Test
    void bothSecretsSignWhileOneIsReplaced() {
        String former = WebhookSecret.random();
        String secret = WebhookSecret.random();
        HttpHeaders headers = headers(signed(secret, former));

        for (String each : List.of(former, secret)) {
            assertThatCode(() -> new Webhook(each).verify(BODY, headers)).doesNotThrowAnyException();
        }
    }

    @Test
    void anotherSecretOrBodyIsRefused() {
        String secret = WebhookSecret.random();

        assertThatThrownBy(() -> new Webhook(WebhookSecret.random()).verify(BODY, headers(signed(secret))))
                .isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> new Webhook(secret).verify(BODY + " ", headers(signed(secret))))
                .isInstanceOf(WebhookVerificationException.class);
        assertThat(WebhookSecret.random()).isNotEqualTo(WebhookSecret.random());
    }
}
