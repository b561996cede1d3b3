package io.muster.startup;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.muster.api.http.OriginsConfig;
import io.muster.api.limit.RateLimitConfig;
import io.muster.audit.AuditSettings;
import io.muster.identity.IdentityConfig;
import io.muster.mail.MailRisk;
import io.muster.respond.RespondSettings;
import io.muster.telemetry.LogSettings;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Each risky setting is told, with what to do and without what it is set to; sound settings are not. */
class RisksTest {
    private static final int ABOVE_DEFAULTS = 500;
    private static final String SECRET = "a secret of more than thirty-two bytes";

    @Test
    void theUsualSettingsAreNoRisk() {
        assertThat(access(Map.of())).isEmpty();
        assertThat(stop(Map.of(), "2s", "5s")).isEmpty();
        assertThat(logs(Map.of("muster.jwt.secret", SECRET), category -> false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "muster.single-tenant, true, MUSTER_SINGLE_TENANT",
        "muster.jwt.secret-previous, " + SECRET + ", MUSTER_JWT_SECRET_PREVIOUS",
        "muster.jwt.jwks-url, http://keycloak:8080/keys, MUSTER_JWT_JWKS_URL",
        "muster.allowed-origins, http://app.example.org, MUSTER_ALLOWED_ORIGINS",
        "muster.rate-limit.per-event-minute, 0, MUSTER_RATE_LIMIT_PER_EVENT_MINUTE",
        "muster.rate-limit.per-minute, 0, MUSTER_RATE_LIMIT_PER_MINUTE",
    })
    void whoComesIn(String setting, String value, String name) {
        List<RiskySetting> risks = access(Map.of(setting, value));

        assertThat(risks).extracting(RiskySetting::name).containsExactly(name);
        assertThat(risks.toString()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource({
        "muster.single-tenant, false",
        "muster.jwt.jwks-url, https://login.example.org/keys",
        "muster.allowed-origins, 'https://app.example.org,http://localhost:3000'",
        "muster.rate-limit.per-minute, 60",
    })
    void whatIsFine(String setting, String value) {
        assertThat(access(Map.of(setting, value))).isEmpty();
    }

    @Test
    void lettersThatOthersCanRead() {
        assertThat(MailRisks.in(EnumSet.allOf(MailRisk.class)))
                .extracting(RiskySetting::name)
                .containsExactly("MUSTER_SMTP_TLS", "MUSTER_SMTP_PAGES");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mongodb://muster:password@db1.example.org,db2.example.org/?replicaSet=rs0&tls=true",
                "mongodb+srv://muster:password@cluster.example.org/?retryWrites=true",
                "mongodb://db1.example.org/muster?TLS=true&authMechanism=MONGODB-X509",
                "mongodb://localhost:27017/?replicaSet=rs0",
                "mongodb://127.0.0.1,[::1]:27018/?replicaSet=rs0",
                "not an address at all",
                "",
            })
    void aDatabaseThatIsReachedWell(String uri) {
        assertThat(DatabaseRisks.in(uri)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'mongodb://muster:password@db.example.org/?replicaSet=rs0', without TLS",
        "'mongodb+srv://muster:password@db.example.org/?tls=false', without TLS",
        "'mongodb://muster:password@db.example.org,localhost', without TLS",
        "'mongodb://muster:password@db.example.org/?tls=true&tlsInsecure=true', not checked",
        "'mongodb://muster:password@db.example.org/?ssl=true&tlsAllowInvalidHostnames=true', not checked",
        "'mongodb://db.example.org/?tls=true', without a name and password",
    })
    void aDatabaseThatIsNot(String uri, String says) {
        List<RiskySetting> risks = DatabaseRisks.in(uri).toList();

        assertThat(risks).singleElement().satisfies(risk -> {
            assertThat(risk.risk()).contains(says);
            assertThat(risk.toString()).doesNotContain("password@", "db.example.org");
        });
    }

    @Test
    void aDatabaseThatIsOpenIsToldOfTwice() {
        assertThat(DatabaseRisks.in("mongodb://db.example.org/?replicaSet=rs0")).hasSize(2);
    }

    @Test
    void stoppingInAHurry() {
        assertThat(stop(Map.of(), null, "5s")).containsExactly("quarkus.shutdown.delay");
        assertThat(stop(Map.of(), "2s", null)).containsExactly("quarkus.shutdown.timeout");
        assertThat(stop(Map.of("muster.respond.grace", "5s"), "2s", "5s")).containsExactly("quarkus.shutdown.timeout");
    }

    @Test
    void timesThatDoNotFit() {
        assertThat(stop(Map.of("muster.respond.orphan-age", "4s"), "2s", "5s"))
                .containsExactly("muster.respond.orphan-age");
        assertThat(stop(Map.of("muster.respond.command-deadline", "6s"), "2s", "5s"))
                .containsExactly("muster.respond.command-deadline");
    }

    @Test
    void aLogOfAllThatTheDatabaseIsTold() {
        assertThat(logs(Map.of("muster.jwt.secret", SECRET), category -> category.startsWith("org.mongodb.driver")))
                .extracting(RiskySetting::name)
                .containsExactly("quarkus.log.category.\"org.mongodb.driver\".level");
    }

    @Test
    void nobodyLooksAfter() {
        assertThat(AuditRisks.in(audit(Map.of("muster.audit.every", "0"))))
                .extracting(RiskySetting::name)
                .containsExactly("muster.audit.every");
        assertThat(AuditRisks.in(audit(Map.of()))).isEmpty();
    }

    private static AuditSettings audit(Map<String, String> different) {
        return config(different).getConfigMapping(AuditSettings.class);
    }

    @Test
    void aLogThatNamesPeople() {
        assertThat(logs(Map.of("muster.log.plain-user-keys", "true"), category -> false))
                .extracting(RiskySetting::name)
                .containsExactly("MUSTER_LOG_PLAIN_USER_KEYS");
    }

    @Test
    void namesThatEachProcessHidesInItsOwnWay() {
        Predicate<String> nothing = category -> false;
        assertThat(logs(Map.of("muster.jwt.jwks-url", "https://login.example.org/keys"), nothing))
                .extracting(RiskySetting::name)
                .containsExactly("MUSTER_LOG_USER_KEY_SECRET");
        assertThat(logs(Map.of("muster.log.user-key-secret", SECRET), nothing)).isEmpty();
        assertThat(logs(Map.of("muster.jwt.secret", SECRET), nothing)).isEmpty();
    }

    private static List<RiskySetting> logs(Map<String, String> different, Predicate<String> debugged) {
        SmallRyeConfig config = config(different);
        return LogRisks.in(
                        config.getConfigMapping(LogSettings.class),
                        config.getConfigMapping(IdentityConfig.class),
                        debugged)
                .toList();
    }

    private static List<RiskySetting> access(Map<String, String> different) {
        SmallRyeConfig config = config(different);
        return AccessRisks.in(
                        config.getConfigMapping(IdentityConfig.class),
                        config.getConfigMapping(OriginsConfig.class),
                        config.getConfigMapping(RateLimitConfig.class))
                .toList();
    }

    private static Stream<String> stop(
            Map<String, String> different, @Nullable String delay, @Nullable String timeout) {
        return StopRisks.in(
                        config(different).getConfigMapping(RespondSettings.class),
                        Optional.ofNullable(delay).map(DurationConverter::parseDuration),
                        Optional.ofNullable(timeout).map(DurationConverter::parseDuration))
                .map(RiskySetting::name);
    }

    private static SmallRyeConfig config(Map<String, String> different) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, ABOVE_DEFAULTS, new DurationConverter())
                .withMapping(IdentityConfig.class)
                .withMapping(OriginsConfig.class)
                .withMapping(RateLimitConfig.class)
                .withMapping(RespondSettings.class)
                .withMapping(LogSettings.class)
                .withMapping(AuditSettings.class)
                .withMappingIgnore("muster.**")
                .withSources(new PropertiesConfigSource(new HashMap<>(different), "test", ABOVE_DEFAULTS))
                .build();
    }
}
