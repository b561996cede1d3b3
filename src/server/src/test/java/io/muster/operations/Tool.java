package io.muster.operations;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that this machine may have. */
record Tool(Path program) {
    static Optional<Tool> find(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Tool::new)
                .findFirst();
    }

    /** What it prints; it has to end well. */
    String run(String... arguments) {
        try {
            Path errors = Files.createTempFile("tool", ".err");
            Path output = Files.createTempFile("tool", ".out");
            Process process = new ProcessBuilder(Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                            .toList())
                    .redirectError(errors.toFile())
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(program + " does not end");
            }
            String said = Files.readString(output);
            if (process.exitValue() != 0) {
                throw new AssertionError(program + " " + List.of(arguments) + ": " + said + Files.readString(errors));
            }
            Files.delete(errors);
            Files.delete(output);
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
