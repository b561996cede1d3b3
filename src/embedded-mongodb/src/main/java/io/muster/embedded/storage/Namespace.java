package io.muster.embedded.storage;

/** The full name of a collection, {@code database.collection}. */
public record Namespace(String database, String collection) {

    /** @throws IllegalArgumentException if there is no dot in it */
    public static Namespace parse(String full) {
        int dot = full.indexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("no namespace: " + full);
        }
        return new Namespace(full.substring(0, dot), full.substring(dot + 1));
    }

    @Override
    public String toString() {
        return database + "." + collection;
    }
}
