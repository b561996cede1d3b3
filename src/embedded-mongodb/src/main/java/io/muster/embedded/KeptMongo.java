package io.muster.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A database that stays over live reloads, for development. A reload gives the service new classes from a new class
 * loader; the database goes on with its old ones, and the new ones know it only by what the JDK itself defines.
 */
public final class KeptMongo {

    private static final String KEY = "io.muster.embedded.kept.";

    private KeptMongo() {}

    /**
     * The connection string of the database on that port, which is started if it is not there yet.
     *
     * @throws IllegalStateException if somebody else has the port
     */
    public static String uri(int port) {
        Properties kept = System.getProperties();
        synchronized (kept) {
            if (!kept.containsKey(KEY + port)) {
                loadAllClasses();
                kept.put(KEY + port, EmbeddedMongo.start(port));
            }
        }
        return EmbeddedMongo.uri(port);
    }

    /** Stops the database on that port and forgets its data, if there is one. */
    public static void close(int port) throws Exception {
        if (System.getProperties().remove(KEY + port) instanceof AutoCloseable mongo) {
            mongo.close();
        }
    }

    /** A class loader that was closed by a reload loads nothing any more: what is needed must be loaded before. */
    private static void loadAllClasses() {
        CodeSource source = EmbeddedMongo.class.getProtectionDomain().getCodeSource();
        if (source == null
                || source.getLocation() == null
                || !source.getLocation().getProtocol().equals("file")) {
            return;
        }
        try {
            Path classes = Path.of(source.getLocation().toURI());
            Path own = classes.resolve(EmbeddedMongo.class.getPackageName().replace('.', '/'));
            if (Files.isDirectory(own)) {
                for (String name : classNames(classes, own)) {
                    Class.forName(name, true, EmbeddedMongo.class.getClassLoader());
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (URISyntaxException | ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<String> classNames(Path classes, Path own) throws IOException {
        try (Stream<Path> files = Files.walk(own)) {
            return files.map(file -> classes.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.endsWith("package-info.class"))
                    .map(name -> name.substring(0, name.length() - ".class".length())
                            .replace('/', '.')
                            .replace('\\', '.'))
                    .toList();
        }
    }
}
