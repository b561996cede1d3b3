package io.muster.startup;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.muster.api.http.OriginsConfig;
import io.muster.api.limit.RateLimitConfig;
import io.muster.audit.AuditSettings;
import io.muster.identity.IdentityConfig;
import io.muster.mail.Letters;
import io.muster.respond.RespondSettings;
import io.muster.telemetry.LogSettings;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Logs, at the start in production, which settings are risky and what to do. Invalid settings end the start where they
 * are read.
 */
@Singleton
final class StartCheck {
    private static final Logger LOG = Logger.getLogger(StartCheck.class);

    private final IdentityConfig identity;
    private final OriginsConfig origins;
    private final RateLimitConfig rates;
    private final RespondSettings respond;
    private final LogSettings logs;
    private final AuditSettings audit;
    private final Letters letters;

    @ConfigProperty(name = "quarkus.mongodb.connection-string")
    Optional<String> database = Optional.empty();

    @ConfigProperty(name = "quarkus.shutdown.delay")
    Optional<Duration> delay = Optional.empty();

    @ConfigProperty(name = "quarkus.shutdown.timeout")
    Optional<Duration> timeout = Optional.empty();

    StartCheck(
            IdentityConfig identity,
            OriginsConfig origins,
            RateLimitConfig rates,
            RespondSettings respond,
            LogSettings logs,
            AuditSettings audit,
            Letters letters) {
        this.identity = identity;
        this.origins = origins;
        this.rates = rates;
        this.respond = respond;
        this.logs = logs;
        this.audit = audit;
        this.letters = letters;
    }

    void started(@Observes StartupEvent event) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            risks().forEach(StartCheck::warn);
        }
    }

    List<RiskySetting> risks() {
        return Stream.of(
                        AccessRisks.in(identity, origins, rates),
                        database.stream().flatMap(DatabaseRisks::in),
                        AuditRisks.in(audit),
                        MailRisks.in(letters.risks()),
                        StopRisks.in(respond, delay, timeout),
                        LogRisks.in(
                                logs,
                                identity,
                                category -> Logger.getLogger(category).isDebugEnabled()))
                .flatMap(it -> it)
                .toList();
    }

    private static void warn(RiskySetting risky) {
        LOG.warnf("risky setting %s: %s %s", risky.name(), risky.risk(), risky.advice());
    }
}
