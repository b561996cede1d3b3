package io.muster.history;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;

/** The recorded lines, ordered only within each client's frames. As a file: one JSON object per line. */
public record History(List<Entry> entries) {
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new Jdk8Module());

    /** @throws UncheckedIOException if it cannot be read, or a line is invalid */
    public static History read(Path file) {
        ObjectReader reader = JSON.readerFor(Entry.class);
        try (Stream<String> lines = Files.lines(file)) {
            List<Entry> entries = new ArrayList<>();
            for (String line : (Iterable<String>) lines::iterator) {
                entries.add(reader.readValue(line));
            }
            return new History(entries);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(file + " is not a history", e);
        } catch (IOException e) {
            throw new UncheckedIOException("no history can be read from " + file, e);
        }
    }

    /** @throws UncheckedIOException if it cannot be written */
    public void write(Path file) {
        ObjectWriter writer = JSON.writerFor(Entry.class);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (Entry entry : entries) {
                out.write(writer.writeValueAsString(entry));
                out.newLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the history cannot be written to " + file, e);
        }
    }

    /** The lines of a kind. */
    <T extends Entry> List<T> of(Class<T> kind) {
        return entries.stream().filter(kind::isInstance).map(kind::cast).collect(Collectors.toList());
    }
}
