package io.muster.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The repository's files by their path from its root, whichever directory the tests run in. */
final class Repository {
    private static final Path ROOT = root();
    private static final Set<String> MADE_BY_BUILDS = Set.of("target", "node_modules");
    private static final List<Path> FILES = files();

    private Repository() {}

    /** @param path from the root, with {@code /} */
    static Path file(String path) {
        return ROOT.resolve(path).normalize();
    }

    /** The path from the root, with {@code /}. */
    static String name(Path file) {
        return ROOT.relativize(file.toAbsolutePath().normalize()).toString().replace('\\', '/');
    }

    /** Every file with this ending but those that builds make and hidden ones. */
    static List<Path> files(String ending) {
        return FILES.stream().filter(file -> file.toString().endsWith(ending)).toList();
    }

    private static List<Path> files() {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    String name = directory.getFileName().toString();
                    boolean isLeftOut = name.startsWith(".") || MADE_BY_BUILDS.contains(name);
                    return isLeftOut && !directory.equals(ROOT)
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.add(file);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files.stream().sorted().toList();
    }

    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (directory != null && !Files.exists(directory.resolve("docs/api.md"))) {
            directory = directory.getParent();
        }
        if (directory == null) {
            throw new IllegalStateException("no directory above this one holds docs/api.md");
        }
        return directory;
    }
}
