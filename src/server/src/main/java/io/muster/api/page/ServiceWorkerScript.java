package io.muster.api.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The script with which a browser keeps the pages. Its text names what is kept, and a digest of that: another build is another
 * text, by which a browser sees that there is something new.
 */
final class ServiceWorkerScript {
    static final String PATH = "/service-worker.js";

    /** While it is being developed what is kept would be in the way: whoever had a worker is rid of it. */
    static final String NONE = "self.registration.unregister();\n";

    private static final Pattern KEPT_FOREVER = Pattern.compile("/static/bundle/.*");
    private static final int DIGEST_BYTES = 8;

    private ServiceWorkerScript() {}

    /**
     * Of the build that this process runs.
     *
     * @param policy that the pages are sent with, and kept with
     */
    static String ofThisBuild(String policy) {
        String script = PageParts.text(PATH);
        List<String> pages = List.of("/index.html", "/staff.html");
        MessageDigest digest = sha256();
        digest.update(script.getBytes(StandardCharsets.UTF_8));
        digest.update(policy.getBytes(StandardCharsets.UTF_8));
        Set<String> kept = new TreeSet<>();
        for (String page : pages) {
            digest.update(PageParts.read(page));
            PageParts parts = PageParts.of(page);
            kept.addAll(parts.named());
            kept.addAll(parts.imported());
        }
        kept.stream()
                .filter(path -> !KEPT_FOREVER.matcher(path).matches())
                .forEach(path -> digest.update(PageParts.read(path)));
        kept.addAll(List.of("/", "/staff"));
        return script.replace("{build}", HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES))
                .replace("{kept}", "[\"" + String.join("\",\"", kept) + "\"]");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
