package io.muster.api.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.junit.jupiter.api.DynamicTest;

/** Runs tests written in JavaScript, each one an entry of what a module exports as {@code tests}, without a browser. */
final class JavaScriptTests {
    private static final Path ROOT = Path.of("src/test/js").toAbsolutePath();

    private final String module;
    private final Object[] arguments;

    private JavaScriptTests(String module, Object[] arguments) {
        this.module = module;
        this.arguments = arguments;
    }

    /**
     * @param module below {@code src/test/js}
     * @param arguments that each of its tests is called with
     */
    static Stream<DynamicTest> of(String module, Object... arguments) {
        JavaScriptTests tests = new JavaScriptTests(module, arguments);
        try (Context context = context()) {
            return tests.load(context).getMemberKeys().stream()
                    .map(name -> DynamicTest.dynamicTest(name, () -> tests.run(name)))
                    .toList()
                    .stream();
        }
    }

    /** In a context of its own: no test sees what another left behind. */
    private void run(String name) {
        try (Context context = context()) {
            Value promise = load(context).invokeMember(name, arguments);
            CompletableFuture<String> outcome = new CompletableFuture<>();
            promise.invokeMember("then", (ProxyExecutable) done -> outcome.complete("passed"), (ProxyExecutable)
                    failure -> outcome.complete(text(failure[0])));
            // Timers are the test's own, so that all there is to do is done once the call is back.
            String said = outcome.getNow("waits for something that never comes");
            if (!said.equals("passed")) {
                throw new AssertionError(said);
            }
        }
    }

    private static String text(Value failure) {
        return failure.hasMember("stack") ? failure.getMember("stack").asString() : failure.toString();
    }

    private Value load(Context context) {
        try {
            Source source = Source.newBuilder("js", ROOT.resolve(module).toFile())
                    .mimeType("application/javascript+module")
                    .build();
            return context.eval(source).getMember("tests");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Context context() {
        return Context.newBuilder("js")
                .allowExperimentalOptions(true)
                .allowIO(IOAccess.ALL)
                .allowPolyglotAccess(PolyglotAccess.NONE)
                .option("js.esm-eval-returns-exports", "true")
                .option("engine.WarnInterpreterOnly", "false")
                .build();
    }
}
