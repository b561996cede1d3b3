package io.muster.mail;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.StartTLSOptions;

/** The client of the SMTP server. A connection on which nothing comes is closed: one that hangs would be lost for good. */
final class SmtpClient {
    static final Duration CONNECT = Duration.ofSeconds(3);

    /** Longer than a letter is waited for, so that one which is only slow may still arrive. */
    static final Duration SILENCE = Duration.ofSeconds(8);

    /** When a letter is over of which nothing was heard: the client says nothing of a connection that was closed before its greeting. */
    static final Duration OVER = CONNECT.plus(SILENCE).plusSeconds(1);

    /** How a user with a password signs in; a server may offer others. */
    private static final String SIGN_IN = "CRAM-SHA256 CRAM-SHA1 CRAM-MD5 PLAIN LOGIN";

    private SmtpClient() {}

    static MailClient to(MailSettings settings, Vertx vertx, int connections) {
        io.vertx.ext.mail.MailConfig config = new io.vertx.ext.mail.MailConfig(settings.host(), settings.port());
        config.setConnectTimeout((int) CONNECT.toMillis());
        config.setIdleTimeout((int) SILENCE.toMillis()).setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        config.setSslHandshakeTimeout(SILENCE.toSeconds()).setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
        config.setKeepAliveTimeout((int) CONNECT.toMillis()).setKeepAliveTimeoutUnit(TimeUnit.MILLISECONDS);
        config.setMaxPoolSize(connections);
        config.setOwnHostname(settings.ownName());
        config.setUserAgent("muster");
        config.setSsl(settings.security() == MailSettings.Security.TLS);
        config.setStarttls(
                settings.security() == MailSettings.Security.STARTTLS
                        ? StartTLSOptions.REQUIRED
                        : StartTLSOptions.DISABLED);
        config.setLogin(settings.login().isPresent() ? LoginOption.REQUIRED : LoginOption.DISABLED);
        config.setAuthMethods(SIGN_IN);
        settings.login().ifPresent(login -> config.setUsername(login.user()).setPassword(login.password()));
        return MailClient.create(vertx, config);
    }
}
