package io.muster.testing.http;

import io.muster.testing.service.PackagedService;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One {@link Stage} with one process of the service for all the classes of a run that ask for an {@link OpenStage.Running}:
 * a start costs seconds on the JVM.
 */
public final class OpenStage implements ParameterResolver {

    /** The stage and its process. */
    public record Running(Stage stage, PackagedService service) implements AutoCloseable {
        @Override
        public void close() throws Exception {
            stage.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Running.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRoot()
                .getStore(ExtensionContext.Namespace.create(OpenStage.class))
                .computeIfAbsent(Running.class, key -> open(), Running.class);
    }

    private static Running open() {
        Stage stage = new Stage();
        return new Running(stage, stage.startService());
    }
}
