package io.muster.embedded;

import java.io.IOException;

/** The embedded database as a process of its own: it prints its address and runs until its starter closes its input. */
public final class EmbeddedMongoProgram {
    private EmbeddedMongoProgram() {}

    public static void main(String... args) throws IOException {
        try (EmbeddedMongo mongo = EmbeddedMongo.start()) {
            System.out.println(mongo.uri());
            while (System.in.read() >= 0) {
                // Whatever comes, only the end of it counts.
            }
        }
        System.exit(0);
    }
}
