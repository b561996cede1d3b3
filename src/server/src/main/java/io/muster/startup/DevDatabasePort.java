package io.muster.startup;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Where the embedded database of development listens: on the usual port, or on a free one
 * if somebody else has that. It is decided once a process, before any client is made; a live reload finds the same. Outside of
 * development this does nothing, and an address named by {@code MUSTER_MONGODB_URI} goes before it.
 */
public final class DevDatabasePort implements ConfigSourceFactory {
    private static final int USUAL = 27117;
    private static final int ABOVE_APPLICATION_PROPERTIES = 260;
    private static final String DECIDED = DevDatabasePort.class.getName();

    private final int usual;
    private final String decided;

    public DevDatabasePort() {
        this(USUAL, DECIDED);
    }

    /** @param decided the system property that keeps what was decided */
    DevDatabasePort(int usual, String decided) {
        this.usual = usual;
        this.decided = decided;
    }

    /** The port of this process's embedded database. */
    public static int port() {
        return new DevDatabasePort().decide();
    }

    /** Whether it is another one than usual, which somebody else has. */
    public static boolean isMoved() {
        return port() != USUAL;
    }

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        if (!context.getProfiles().contains("dev")) {
            return List.of();
        }
        Map<String, String> address =
                Map.of("muster.mongodb.uri", "mongodb://127.0.0.1:" + decide() + "/?replicaSet=rs0");
        return List.of(
                new PropertiesConfigSource(address, DevDatabasePort.class.getName(), ABOVE_APPLICATION_PROPERTIES));
    }

    private int decide() {
        Properties process = System.getProperties();
        synchronized (process) {
            String known = process.getProperty(decided);
            int port = known == null ? usualOrFree() : Integer.parseInt(known);
            process.setProperty(decided, Integer.toString(port));
            return port;
        }
    }

    private int usualOrFree() {
        try {
            return bound(usual);
        } catch (IOException taken) {
            try {
                return bound(0);
            } catch (IOException none) {
                // Whoever listens there says what is wrong.
                return usual;
            }
        }
    }

    private static int bound(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket.getLocalPort();
        }
    }
}
