package io.muster.startup;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.UUID;

import io.muster.embedded.EmbeddedMongo;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The port of development's database. */
class DevDatabasePortTest {
    private static final String URI = "muster.mongodb.uri";

    private final String decided = "io.muster.dev.test-" + UUID.randomUUID();

    @AfterEach
    void forget() {
        System.clearProperty(decided);
    }

    private SmallRyeConfig config(int usual, String profile) {
        return new SmallRyeConfigBuilder()
                .withProfile(profile)
                .withSources(new DevDatabasePort(usual, decided))
                .build();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void itIsTheUsualOneWhereThatIsFree() throws IOException {
        int usual = freePort();

        assertThat(config(usual, "dev").getValue(URI, String.class)).isEqualTo(EmbeddedMongo.uri(usual));
    }

    @Test
    void anotherOneIsTakenWhereSomebodyElseHasThatAndTheDatabaseStartsThere() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String uri = config(other.getLocalPort(), "dev").getValue(URI, String.class);
            int port = Integer.parseInt(System.getProperty(decided));

            assertThat(port).isNotEqualTo(other.getLocalPort());
            assertThat(uri).isEqualTo(EmbeddedMongo.uri(port));
            try (EmbeddedMongo mongo = EmbeddedMongo.start(port)) {
                assertThat(mongo.uri()).isEqualTo(uri);
            }
        }
    }

    @Test
    void aReloadFindsTheSameThoughTheDatabaseHasThePortItself() throws IOException {
        int usual = freePort();
        String first = config(usual, "dev").getValue(URI, String.class);
        try (EmbeddedMongo mongo = EmbeddedMongo.start(usual)) {
            assertThat(config(usual, "dev").getValue(URI, String.class))
                    .isEqualTo(first)
                    .isEqualTo(mongo.uri());
        }
    }

    @Test
    void productionAndTestsKnowNothingOfIt() throws IOException {
        assertThat(config(freePort(), "prod").getOptionalValue(URI, String.class))
                .isEmpty();
        assertThat(System.getProperty(decided)).isNull();
    }
}
