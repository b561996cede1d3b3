package io.muster.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

import io.muster.embedded.EmbeddedMongoProgram;

/**
 * The database measured on: the one {@code MUSTER_MONGODB_URI} names, or an embedded one in a process of its own, as slow as
 * {@code bench.slow} says.
 */
final class Database implements AutoCloseable {
    private static final String SLOW = System.getProperty("bench.slow", "");

    private final Optional<Process> process;
    private final String uri;

    private Database(Optional<Process> process, String uri) {
        this.process = process;
        this.uri = uri;
    }

    /** @param heapGiB of the embedded one */
    static Database open(int heapGiB) throws IOException {
        String named = System.getenv("MUSTER_MONGODB_URI");
        if (named != null && !named.isBlank()) {
            if (!SLOW.isBlank()) {
                throw new IllegalStateException(
                        "bench.slow is for the embedded database, not that of MUSTER_MONGODB_URI");
            }
            return new Database(Optional.empty(), named);
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heapGiB + "g",
                        "-D" + EmbeddedMongoProgram.SLOWNESS + "=" + SLOW,
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedMongoProgram.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String uri = said.readLine();
        while (uri != null && !uri.startsWith("mongodb://")) {
            uri = said.readLine();
        }
        if (uri == null) {
            throw new IOException("the embedded database did not start");
        }
        return new Database(Optional.of(process), uri);
    }

    String uri() {
        return uri;
    }

    String described() {
        if (process.isEmpty()) {
            return "the one of MUSTER_MONGODB_URI";
        }
        return "embedded, in a process of its own" + (SLOW.isBlank() ? "" : ", slow: " + SLOW);
    }

    @Override
    public void close() {
        process.ifPresent(Process::destroy);
    }
}
