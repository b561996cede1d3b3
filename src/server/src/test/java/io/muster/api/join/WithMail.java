package io.muster.api.join;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Map;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.muster.testing.service.Keycloak;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;

/** A service that sends its letters to a server of the test's. */
public class WithMail implements QuarkusTestProfile {
    public static final String PAGES = "https://muster.example.org";

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Server.class));
    }

    /** Starts it once for all tests. */
    public static class Server implements QuarkusTestResourceLifecycleManager {
        /** Of a certain port, so that it is the same one after a stop. */
        private final GreenMail mail =
                new GreenMail(new ServerSetup(Keycloak.freePort(), "localhost", ServerSetup.PROTOCOL_SMTP));

        @Override
        public Map<String, String> start() {
            mail.start();
            return Map.of(
                    "muster.smtp.host",
                    "localhost",
                    "muster.smtp.port",
                    String.valueOf(mail.getSmtp().getPort()),
                    "muster.smtp.tls",
                    "none",
                    "muster.smtp.from",
                    "Muster <shifts@example.org>",
                    "muster.smtp.pages",
                    PAGES);
        }

        @Override
        public void inject(TestInjector into) {
            into.injectIntoFields(mail, new TestInjector.AnnotatedAndMatchesType(ToMail.class, GreenMail.class));
        }

        @Override
        public void stop() {
            mail.stop();
        }
    }

    /** The field that gets the server. */
    @Retention(RetentionPolicy.RUNTIME)
    public @interface ToMail {}
}
