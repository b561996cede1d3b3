package io.muster.mail;

import java.util.stream.Stream;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** With which settings of letters the service does not start, and that it says what to set. */
class MailSettingsTest {
    private static final String PASSWORD = "the password of this test";
    private static final MailValues COMPLETE = MailValues.COMPLETE;
    private static final MailValues HOST_ALONE = MailValues.NONE.withHost("smtp.example.org");

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("a sender alone", MailValues.NONE.withFrom("a@example.org"), "MUSTER_SMTP_HOST is missing"),
                arguments("a port alone", MailValues.NONE.withPort(25), "MUSTER_SMTP_HOST is missing"),
                arguments("a password alone", MailValues.NONE.withPassword(PASSWORD), "MUSTER_SMTP_HOST is missing"),
                arguments("no sender", HOST_ALONE.withPages("https://muster.example.org"), "MUSTER_SMTP_FROM"),
                arguments("no pages", HOST_ALONE.withFrom("a@example.org"), "needs MUSTER_SMTP_PAGES"),
                arguments("a user without a password", COMPLETE.withUser("me"), "need each other"),
                arguments("a password without a user", COMPLETE.withPassword(PASSWORD), "need each other"),
                arguments(
                        "a password with its file's last line end",
                        COMPLETE.withUser("me").withPassword(PASSWORD + "\n"),
                        "MUSTER_SMTP_PASSWORD begins or ends"),
                arguments("a host with its port", COMPLETE.withHost("smtp.example.org:587"), "MUSTER_SMTP_HOST must"),
                arguments("a host with a scheme", COMPLETE.withHost("smtp://example.org"), "MUSTER_SMTP_HOST must"),
                arguments("no port at all", COMPLETE.withPort(0), "MUSTER_SMTP_PORT"),
                arguments("a port above all", COMPLETE.withPort(65_536), "MUSTER_SMTP_PORT"),
                arguments("another kind of secrecy", COMPLETE.withTls("yes"), "MUSTER_SMTP_TLS"),
                arguments("a sender without a domain", COMPLETE.withFrom("shifts"), "MUSTER_SMTP_FROM must"),
                arguments(
                        "a sender on two lines", COMPLETE.withFrom("a@example.org\nBcc: b@x.org"), "MUSTER_SMTP_FROM"),
                arguments("two senders", COMPLETE.withFrom("a@example.org,b@example.org"), "MUSTER_SMTP_FROM must"),
                arguments("pages below a path", COMPLETE.withPages("https://example.org/muster"), "without a path"),
                arguments("pages without a scheme", COMPLETE.withPages("muster.example.org"), "MUSTER_SMTP_PAGES must"),
                arguments("pages of a user", COMPLETE.withPages("https://a@example.org"), "MUSTER_SMTP_PAGES must"),
                arguments("pages with a query", COMPLETE.withPages("https://example.org?x"), "MUSTER_SMTP_PAGES must"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String what, MailValues settings, String says) {
        assertThatThrownBy(() -> MailSettings.from(settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(says)
                .hasMessageNotContaining(PASSWORD);
    }

    @Test
    void withoutAnySettingNoLettersAreSent() {
        assertThat(MailSettings.from(MailValues.NONE)).isEmpty();
        assertThat(MailSettings.from(MailValues.NONE.withHost(" ").withFrom("")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"starttls, 587", "tls, 465", "none, 25"})
    void eachKindOfSecrecyHasItsPort(String tls, int port) {
        assertThat(MailSettings.from(COMPLETE.withTls(tls)).orElseThrow().port())
                .isEqualTo(port);
    }

    @Test
    void whatIsCompleteIsTaken() {
        MailSettings settings = MailSettings.from(COMPLETE.withUser("me")
                        .withPassword(PASSWORD)
                        .withFrom("Casa Muñoz & Co. <turnos@example.org>")
                        .withPages("https://muster.example.org/"))
                .orElseThrow();

        assertThat(settings.pages()).isEqualTo("https://muster.example.org");
        assertThat(settings.ownName()).isEqualTo("muster.example.org");
        assertThat(settings.risks()).isEmpty();
        assertThat(settings.toString()).doesNotContain(PASSWORD);
    }

    @Test
    void whatIsReadableOnTheWayIsARisk() {
        assertThat(MailSettings.from(COMPLETE.withTls("none")).orElseThrow().risks())
                .containsExactly(MailRisk.IN_THE_CLEAR);
        assertThat(MailSettings.from(COMPLETE.withPages("http://muster.example.org"))
                        .orElseThrow()
                        .risks())
                .containsExactly(MailRisk.OPEN_LINKS);
        assertThat(MailSettings.from(
                                COMPLETE.withTls("none").withHost("localhost").withPages("http://localhost:8080"))
                        .orElseThrow()
                        .risks())
                .isEmpty();
    }
}
