package io.muster.api.http;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A web origin (RFC 6454): scheme, host and port, the scheme's own port where none is named.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case
 */
record Origin(String scheme, String host, int port) {
    private static final Pattern FORM = Pattern.compile("(https?)://([^/:@\\[\\]]+|\\[[0-9a-f:.]+])(?::(\\d{1,5}))?");
    private static final Pattern HOST = Pattern.compile("([^/:@\\[\\]]+|\\[[0-9a-f:.]+])(?::(\\d{1,5}))?");
    private static final int PORT_OF_HTTP = 80;
    private static final int PORT_OF_HTTPS = 443;

    /** The origin a header or a setting names; empty for what is none, {@code null} among it. */
    static Optional<Origin> parse(String text) {
        Matcher parts = FORM.matcher(text.toLowerCase(Locale.ROOT));
        return parts.matches()
                ? Optional.of(new Origin(parts.group(1), parts.group(2), port(parts.group(1), parts.group(3))))
                : Optional.empty();
    }

    /**
     * Whether a request with this {@code Host} went to this origin. The scheme is not compared: behind an ingress that ends TLS
     * it is another here, and a port that is not named is that of the origin's scheme.
     */
    boolean isAt(String host) {
        Matcher parts = HOST.matcher(host.toLowerCase(Locale.ROOT));
        return parts.matches() && parts.group(1).equals(this.host) && port(scheme, parts.group(2)) == port;
    }

    private static int port(String scheme, @Nullable String named) {
        if (named != null) {
            return Integer.parseInt(named);
        }
        return scheme.equals("https") ? PORT_OF_HTTPS : PORT_OF_HTTP;
    }

    /** As browsers write it. */
    @Override
    public String toString() {
        return scheme + "://" + host + (port == port(scheme, null) ? "" : ":" + port);
    }
}
