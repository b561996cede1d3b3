package io.muster.embedded;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

import io.muster.embedded.command.Slowness;

/**
 * The embedded database as a process of its own; it prints its address. Without an argument it listens on a free port of
 * 127.0.0.1 and runs until its starter closes its input. With {@code HOST:PORT} it listens on that port of every address,
 * calls itself by that name, and runs until it is ended. The system property {@value #SLOWNESS} makes it slow, as {@link
 * Slowness#parse} reads it.
 */
public final class EmbeddedMongoProgram {
    /** Empty or absent for as fast as it can. */
    public static final String SLOWNESS = "embedded.mongo.slowness";

    private EmbeddedMongoProgram() {}

    public static void main(String... args) throws IOException, InterruptedException {
        if (args.length == 0) {
            runForStarter();
        } else {
            runForNetwork(args[0].split(":", 2));
        }
        System.exit(0);
    }

    private static void runForStarter() throws IOException {
        try (EmbeddedMongo mongo = EmbeddedMongo.start()) {
            mongo.slowDown(Slowness.parse(System.getProperty(SLOWNESS, "")));
            System.out.println(mongo.uri());
            while (System.in.read() >= 0) {
                // Whatever comes, only the end of it counts.
            }
        }
    }

    private static void runForNetwork(String[] hostAndPort) throws InterruptedException {
        try (EmbeddedMongo mongo = EmbeddedMongo.start(hostAndPort[0], Integer.parseInt(hostAndPort[1]))) {
            mongo.slowDown(Slowness.parse(System.getProperty(SLOWNESS, "")));
            System.out.println(mongo.uri());
            new CountDownLatch(1).await();
        }
    }
}
