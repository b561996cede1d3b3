package io.muster.testing.service;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** What is inside the packaged service, in names: of jars and of the classes in them, or the texts of a binary. */
public final class PackageContents {
    private final List<String> names = new ArrayList<>();

    public PackageContents(Artifact artifact) throws IOException {
        if (artifact.isNative()) {
            names.add(Files.readString(artifact.path(), StandardCharsets.ISO_8859_1));
        } else {
            try (Stream<Path> files = Files.walk(artifact.path().getParent())) {
                for (Path jar :
                        files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                    read(jar);
                }
            }
        }
    }

    private void read(Path path) throws IOException {
        names.add(path.getFileName().toString());
        try (JarFile jar = new JarFile(path.toFile())) {
            for (var entry : jar.stream().filter(each -> !each.isDirectory()).toList()) {
                names.add(entry.getName().replace('/', '.'));
                if (entry.getName().equals("META-INF/quarkus-application.dat")) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        names.add(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
                    }
                }
            }
        }
    }

    /** Whether a name, as of a package or of a jar, occurs anywhere. */
    public boolean mentions(String name) {
        return names.stream().anyMatch(each -> each.contains(name));
    }
}
