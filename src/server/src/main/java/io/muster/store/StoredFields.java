package io.muster.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stored document field by field. A field whose value is not of its type reads as absent, and its name is collected. So
 * a damaged field makes neither the rest of its event nor the events read with it unreadable.
 */
public final class StoredFields {
    private final Document document;
    private final String path;
    private final Set<String> damaged;

    public StoredFields(Document document) {
        this(document, "", new TreeSet<>());
    }

    private StoredFields(Document document, String path, Set<String> damaged) {
        this.document = document;
        this.path = path;
        this.damaged = damaged;
    }

    /** Names of the fields that could not be read so far, in alphabetical order; one in a list by the list's name and its own. */
    public List<String> damaged() {
        return List.copyOf(damaged);
    }

    /** Whether there is anything in the field. */
    boolean has(String name) {
        return document.get(name) != null;
    }

    /** Keeps the name of a field that is not what it has to be. */
    void damage(String name) {
        damaged.add(path + name);
    }

    @Nullable
    String text(String name) {
        return read(name, String.class::cast);
    }

    /** A whole number, however it is stored; 0 where there is none. */
    public long number(String name) {
        Long number = read(name, value -> ((Number) value).longValue());
        return number == null ? 0 : number;
    }

    @Nullable
    Instant instant(String name) {
        return read(name, value -> ((Date) value).toInstant());
    }

    /** The field's value as a reader takes it; null where there is none, and where the reader fails. */
    <T> @Nullable T read(String name, Function<Object, T> reader) {
        Object value = document.get(name);
        if (value == null) {
            return null;
        }
        try {
            return reader.apply(value);
        } catch (RuntimeException notOfItsType) {
            damage(name);
            return null;
        }
    }

    /** The strings of a list, without what is none. */
    List<String> strings(String name) {
        return elements(name, String.class::cast);
    }

    /** The documents of a list, each read by itself; those are left out that are none, or that the reader gives null for. */
    public <T> List<T> list(String name, Function<StoredFields, @Nullable T> reader) {
        return elements(name, value -> reader.apply(new StoredFields((Document) value, path + name + ".", damaged)));
    }

    private <T> List<T> elements(String name, Function<Object, @Nullable T> reader) {
        Object value = document.get(name);
        if (value != null && !(value instanceof Collection<?>)) {
            damage(name);
        }
        List<T> elements = new ArrayList<>();
        if (value instanceof Collection<?> list) {
            for (Object element : list) {
                T read = readOrNull(name, element, reader);
                if (read != null) {
                    elements.add(read);
                }
            }
        }
        return elements;
    }

    private <T> @Nullable T readOrNull(String name, Object element, Function<Object, @Nullable T> reader) {
        try {
            return reader.apply(element);
        } catch (RuntimeException notOfItsType) {
            damage(name);
            return null;
        }
    }
}
