package io.muster.testing.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All that a process has printed so far. */
public final class ServiceLog {
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;

    ServiceLog(InputStream printed) {
        reader = new Thread(() -> read(printed), "service-log");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(InputStream printed) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(printed, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                }
            }
        } catch (IOException killed) {
            // The pipe of a killed process breaks; what it had printed is kept.
        }
    }

    /** The first line in which the pattern is found, if there is one by now. */
    public Optional<Matcher> find(Pattern pattern) {
        return lines().stream().map(pattern::matcher).filter(Matcher::find).findFirst();
    }

    public List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    public String text() {
        return String.join("\n", lines());
    }

    /** Leaves it in the build's output, for whoever has to explain a failed test. */
    void keep(String name) {
        try {
            Path folder = Files.createDirectories(Artifact.BUILD.resolve("service-logs"));
            Files.write(folder.resolve(name), lines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the ended process' last line is here. */
    void complete() {
        try {
            reader.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
