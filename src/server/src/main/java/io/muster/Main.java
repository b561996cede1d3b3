package io.muster;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.jspecify.annotations.Nullable;

/**
 * Starts the service. Before anything of it is loaded, it replaces the framework's check of request targets by its own
 * (see {@code io.muster.api.http.AddressCheck}): the framework refuses a {@code |} in a path, which browsers send unescaped
 * and userKeys may contain. Tests and the native build set the same property.
 */
@QuarkusMain
public final class Main {
    private static final String OWN_CHECK = "vertx.disableURIValidation";

    Main() {}

    public static void main(String... args) {
        System.setProperty(OWN_CHECK, "true");
        Quarkus.run(null, Main::end, args);
    }

    /**
     * The log has a thread of its own and may not be written before the process ends, so the reason of a failed start
     * is printed here.
     */
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
