package io.muster;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.jspecify.annotations.Nullable;

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
        Quarkus.run(null, Main::end, args);
    }

    /** The log has a thread of its own, which the end of the process may overtake: why it did not start must not be lost. */
    private static void end(int code, @Nullable Throwable failure) {
        if (failure != null) {
            System.err.println("not started: " + reasons(failure));
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(code, failure);
    }

    private static String reasons(Throwable failure) {
        return Stream.<@Nullable Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(": "));
    }
}
