package io.muster.api.page;

import java.time.Duration;
import java.util.List;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.microsoft.playwright.Page;
import io.muster.testing.database.TestDatabase;
import io.muster.testing.service.Keycloak;
import io.muster.testing.service.PackagedService;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import static io.muster.api.page.Controls.button;

/**
 * Two processes of the packaged service on one empty database, whose people sign in at a Keycloak with tokens that live for a few seconds,
 * and whose letters come to a server of the test's. Once for all tests of a run.
 */
final class AtKeycloak implements ParameterResolver {
    /** Long enough for a slow machine, and short enough to be waited for. */
    private static final Duration TOKEN_LIFE = Duration.ofSeconds(12);

    static final String FIRST_MANAGER = "berta@example.org";

    /** @param other the process whose pages the links of letters lead to */
    record Running(Keycloak keycloak, GreenMail mail, PackagedService one, PackagedService other, String database)
            implements AutoCloseable {
        @Override
        public void close() {
            one.close();
            other.close();
            mail.stop();
            keycloak.close();
            TestDatabase.drop(database);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Running.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(AtKeycloak.class))
                .computeIfAbsent(Running.class, key -> start(), Running.class);
    }

    private static Running start() {
        int one = Keycloak.freePort();
        int other = Keycloak.freePort();
        String database = TestDatabase.freshName();
        GreenMail mail = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        Keycloak keycloak = Keycloak.start(List.of(pages(one), pages(other)), TOKEN_LIFE);
        PackagedService.Environment settings = PackagedService.on(TestDatabase.uri(), database)
                .without("MUSTER_JWT_SECRET")
                .with("MUSTER_JWT_JWKS_URL", keycloak.issuer() + "/protocol/openid-connect/certs")
                .with("MUSTER_JWT_ISSUER", keycloak.issuer())
                .with("MUSTER_JWT_AUDIENCE", "muster")
                .with("MUSTER_OIDC_CLIENT_ID", "muster-pages")
                .with("MUSTER_FIRST_MANAGER", FIRST_MANAGER)
                .with("MUSTER_SMTP_HOST", "localhost")
                .with("MUSTER_SMTP_PORT", String.valueOf(mail.getSmtp().getPort()))
                .with("MUSTER_SMTP_TLS", "none")
                .with("MUSTER_SMTP_FROM", "Muster <shifts@example.org>")
                .with("MUSTER_SMTP_PAGES", pages(other));
        PackagedService first =
                settings.with("QUARKUS_HTTP_PORT", String.valueOf(one)).start();
        PackagedService second =
                settings.with("QUARKUS_HTTP_PORT", String.valueOf(other)).start();
        return new Running(keycloak, mail, first, second, database);
    }

    private static String pages(int port) {
        return "http://localhost:" + port;
    }

    static void signIn(Page page, String name) {
        button(page, "Sign in").click();
        fillIn(page, name);
    }

    static void fillIn(Page page, String name) {
        page.locator("#username").fill(name);
        page.locator("#password").fill(Keycloak.PASSWORD);
        page.locator("#kc-login").click();
    }
}
