package io.muster.testing;

public final class TestDatabase {
    public static String uri() {
        return "mongodb://localhost:1";
    }

    public static String freshName() {
        return "x";
    }
}
