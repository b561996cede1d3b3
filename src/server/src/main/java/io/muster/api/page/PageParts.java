package io.muster.api.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a page of this build is made of.
 *
 * @param named what its document names, in its order
 * @param imported the scripts that those import: a browser would learn of them only once it has read what imports them
 */
record PageParts(Set<String> named, Set<String> imported) {
    private static final String RESOURCES = "META-INF/resources";
    private static final Pattern NAMED = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"");
    private static final Pattern IMPORTED =
            Pattern.compile("(?:\\bfrom|\\bimport)\\s*\"(/static/bundle/[^\"]+\\.js)\"");
    /** The manager's part, which the other page does without. */
    private static final Pattern OF_BOARD =
            Pattern.compile("\\bimport\\(\"(/static/bundle/board-page-[^\"]+\\.js)\"\\)");

    /** @param page the path of its document, {@code /index.html} */
    static PageParts of(String page) {
        Set<String> named = found(NAMED, text(page));
        List<Pattern> ways = page.equals("/index.html") ? List.of(IMPORTED, OF_BOARD) : List.of(IMPORTED);
        Set<String> imported = new LinkedHashSet<>();
        Deque<String> unread = new ArrayDeque<>();
        named.stream().filter(path -> path.endsWith(".js")).forEach(unread::add);
        while (!unread.isEmpty()) {
            String script = text(unread.remove());
            for (Pattern way : ways) {
                found(way, script).stream().filter(imported::add).forEach(unread::add);
            }
        }
        return new PageParts(named, imported);
    }

    /** Has a browser ask for what is imported together with what is named: the value of the header {@code Link}. */
    String link() {
        return imported.stream()
                .map(path -> "<%s>; rel=modulepreload".formatted(path))
                .collect(Collectors.joining(", "));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(part -> part.group(1))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static String text(String path) {
        return new String(read(path), StandardCharsets.UTF_8);
    }

    /** @param path of a file of the pages */
    static byte[] read(String path) {
        try (InputStream in = PageParts.class.getClassLoader().getResourceAsStream(RESOURCES + path)) {
            if (in == null) {
                throw new IllegalStateException("no page's file " + path + " in this build");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
