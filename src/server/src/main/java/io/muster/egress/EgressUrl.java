package io.muster.egress;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An https address to which something is sent. Its path and query may be a secret: {@link #toString} says the host alone.
 *
 * @param host in small letters; an IPv6 address without its brackets
 * @param target path and query
 */
public record EgressUrl(String host, int port, String target) {
    public static final int MAX_LENGTH = 2_048;
    static final int HTTPS_PORT = 443;

    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");

    /** The address as it is read; empty for what is no https address, and for one with a user, a password or a fragment. */
    public static Optional<EgressUrl> parse(String text) {
        return text.length() > MAX_LENGTH ? Optional.empty() : uri(text).flatMap(EgressUrl::of);
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text).parseServerAuthority());
        } catch (URISyntaxException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<EgressUrl> of(URI uri) {
        String host = uri.getHost();
        boolean isPlain = "https".equalsIgnoreCase(uri.getScheme())
                && host != null
                && !host.endsWith(".")
                && host.indexOf('%') < 0
                && !isOddNumber(host)
                && uri.getRawUserInfo() == null
                && uri.getRawFragment() == null
                && uri.toString().chars().allMatch(it -> it > ' ' && it < 0x7f);
        if (!isPlain) {
            return Optional.empty();
        }
        int port = uri.getPort() < 0 ? HTTPS_PORT : uri.getPort();
        return port > 0xffff || port == 0
                ? Optional.empty()
                : Optional.of(new EgressUrl(bare(host.toLowerCase(Locale.ROOT)), port, target(uri)));
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static String target(URI uri) {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + '?' + uri.getRawQuery();
    }

    /** A number that some resolvers take for an address, such as {@code 2130706433}. */
    private static boolean isOddNumber(String host) {
        return isNumber(host) && !host.startsWith("[") && !IPV4.matcher(host).matches();
    }

    private static boolean isNumber(String host) {
        return Character.isDigit(host.charAt(host.lastIndexOf('.') + 1));
    }

    /** Whether it names an address instead of a host. */
    boolean isLiteral() {
        return host.indexOf(':') >= 0 || isNumber(host);
    }

    /** Host and port, without what may be secret. */
    @Override
    public String toString() {
        return "https://" + (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
    }
}
