package io.muster.api.page;

import io.muster.testing.service.Keycloak;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/** A packaged service in production, with a real Keycloak that is started once for all of this. */
@Tag("browser")
@Tag("slow")
@Browsing
@ExtendWith(AtKeycloak.class)
@EnabledIf("isThere")
class ProviderSignInIT {
    static boolean isThere() {
        return Keycloak.isThere();
    }

    @Nested
    class People extends SigningIn {}

    @Nested
    class AFirm extends FirstDay {}
}
