package io.muster.testing.service;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * What the build left to be run: a jar or a native binary.
 *
 * @param path of the jar to be given to {@code java -jar}, or of the binary
 */
public record Artifact(Path path, boolean isNative) {
    static final Path BUILD = Path.of(System.getProperty("build.output.directory", "target"));

    /** The one packaged last, as the build's own note of it says. */
    public static Artifact built() {
        Properties note = new Properties();
        try (Reader in =
                Files.newBufferedReader(BUILD.resolve("quarkus-artifact.properties"), StandardCharsets.ISO_8859_1)) {
            note.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("nothing packaged in " + BUILD + ": run these tests by ./mvnw verify", e);
        }
        String type = note.getProperty("type", "jar");
        return new Artifact(BUILD.resolve(note.getProperty("path")).toAbsolutePath(), "native".equals(type));
    }

    /** Another version's package for a JVM, the folder {@code quarkus-app} of its build. */
    public static Artifact at(Path quarkusApp) {
        return new Artifact(quarkusApp.resolve("quarkus-run.jar").toAbsolutePath(), false);
    }

    /** The words that start it, with system properties. The heap is small on purpose: several run beside the tests. */
    List<String> command(Map<String, String> properties) {
        List<String> set = properties.entrySet().stream()
                .map(it -> "-D" + it.getKey() + "=" + it.getValue())
                .toList();
        List<String> words = new ArrayList<>();
        if (isNative) {
            words.add(path.toString());
            words.addAll(set);
        } else {
            words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            words.add("-Xmx256m");
            words.addAll(set);
            words.add("-jar");
            words.add(path.toString());
        }
        return words;
    }
}
