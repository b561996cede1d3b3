package io.muster.store;

import java.time.Instant;
import java.time.LocalTime;
import java.util.List;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Reads BSON documents. A missing list is empty, and a whole number is a long whatever its BSON type. */
public final class Documents {
    private Documents() {}

    public static List<String> strings(Document document, String name) {
        return document.getList(name, String.class, List.of());
    }

    public static List<Document> list(Document document, String name) {
        return document.getList(name, Document.class, List.of());
    }

    public static long number(Document document, String name) {
        return ((Number) document.getOrDefault(name, 0)).longValue();
    }

    public static Instant instant(Document document, String name) {
        return document.getDate(name).toInstant();
    }

    static @Nullable LocalTime time(Document document, String name) {
        String time = document.getString(name);
        return time == null ? null : LocalTime.parse(time);
    }
}
