package io.muster;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * Starts the service. Before anything of it is loaded, it takes the check of addresses upon itself (see
 * {@code io.muster.api.AddressCheck}): the framework's refuses a bar in a path, which browsers send as it is and userKeys
 * have. Tests and the native build, which do not come by here, set the same property.
 */
@QuarkusMain
public final class Main {
    private static final String OWN_CHECK = "vertx.disableURIValidation";

    Main() {}

    public static void main(String... args) {
        System.setProperty(OWN_CHECK, "true");
        Quarkus.run(args);
    }
}
