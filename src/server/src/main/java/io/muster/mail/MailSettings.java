package io.muster.mail;

import java.net.URI;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.muster.identity.LocalAddress;
import io.quarkus.runtime.configuration.ConfigurationException;

/**
 * Where letters are handed in.
 *
 * @param pages origin of the pages, without a slash at its end
 */
record MailSettings(String host, int port, Security security, Optional<Login> login, String from, String pages) {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|[0-9A-Fa-f]*:[0-9A-Fa-f:]+");
    private static final int MAX_PORT = 65_535;

    /** How a connection is kept secret. */
    enum Security {
        STARTTLS("starttls", 587),
        TLS("tls", 465),
        NONE("none", 25);

        private final String wireName;
        private final int usualPort;

        Security(String wireName, int usualPort) {
            this.wireName = wireName;
            this.usualPort = usualPort;
        }

        private static Security of(String text) {
            return Stream.of(values())
                    .filter(it -> it.wireName.equals(text.strip()))
                    .findFirst()
                    .orElseThrow(() -> new ConfigurationException("MUSTER_SMTP_TLS must be starttls, tls or none."));
        }
    }

    /** Who signs in. */
    record Login(String user, String password) {
        /** Not the password. */
        @Override
        public String toString() {
            return "login";
        }
    }

    /**
     * Reads the settings and refuses those that cannot work.
     *
     * @return empty where no letters are sent
     * @throws ConfigurationException with a sentence that says what to set
     */
    static Optional<MailSettings> from(MailConfig config) {
        Optional<String> host = nonEmpty(config.host());
        if (host.isEmpty()) {
            refuseWhatNeedsAHost(config);
            return Optional.empty();
        }
        if (!HOST.matcher(host.get()).matches()) {
            throw new ConfigurationException("MUSTER_SMTP_HOST must be the name of an SMTP server, without a port.");
        }
        Security security = Security.of(config.tls());
        return Optional.of(new MailSettings(
                host.get(), port(config, security), security, login(config), sender(config), pages(config)));
    }

    private static void refuseWhatNeedsAHost(MailConfig config) {
        boolean isHalf = config.port().isPresent()
                || Stream.of(config.user(), config.password(), config.from(), config.pages())
                        .anyMatch(it -> nonEmpty(it).isPresent());
        if (isHalf) {
            throw new ConfigurationException(
                    "MUSTER_SMTP_HOST is missing: it names the SMTP server that letters are handed"
                            + " to. For a service without letters set no MUSTER_SMTP_… at all.");
        }
    }

    private static int port(MailConfig config, Security security) {
        int port = config.port().orElse(security.usualPort);
        if (port < 1 || port > MAX_PORT) {
            throw new ConfigurationException("MUSTER_SMTP_PORT must be from 1 to 65535.");
        }
        return port;
    }

    private static Optional<Login> login(MailConfig config) {
        Optional<String> user = nonEmpty(config.user());
        Optional<String> password = nonEmpty(config.password());
        if (user.isPresent() != password.isPresent()) {
            throw new ConfigurationException("MUSTER_SMTP_USER and MUSTER_SMTP_PASSWORD need each other.");
        }
        if (password.filter(it -> !it.strip().equals(it)).isPresent()) {
            throw new ConfigurationException("MUSTER_SMTP_PASSWORD begins or ends in a blank or a line's end.");
        }
        return user.map(it -> new Login(it, password.orElseThrow()));
    }

    private static String sender(MailConfig config) {
        String from = nonEmpty(config.from())
                .orElseThrow(() -> new ConfigurationException(
                        "MUSTER_SMTP_HOST needs MUSTER_SMTP_FROM, the e-mail address that letters come from."));
        if (!MailAddress.isSender(from)) {
            throw new ConfigurationException(
                    "MUSTER_SMTP_FROM must be an e-mail address, or a name with one: Muster <shifts@example.org>");
        }
        return from;
    }

    private static String pages(MailConfig config) {
        String pages = nonEmpty(config.pages())
                .orElseThrow(
                        () -> new ConfigurationException("MUSTER_SMTP_HOST needs MUSTER_SMTP_PAGES, the address under"
                                + " which people open the pages: the links of letters begin with it."));
        if (!isOrigin(pages)) {
            throw new ConfigurationException(
                    "MUSTER_SMTP_PAGES must be an address without a path, such as https://muster.example.org");
        }
        return pages.endsWith("/") ? pages.substring(0, pages.length() - 1) : pages;
    }

    private static boolean isOrigin(String pages) {
        try {
            URI address = URI.create(pages);
            return ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
                    && address.getHost() != null
                    && address.getRawUserInfo() == null
                    && (address.getRawPath().isEmpty() || address.getRawPath().equals("/"))
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null;
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    /** The name by which the service greets the server, and which the ids of letters end with. */
    String ownName() {
        return URI.create(pages).getHost();
    }

    /** What of it is risky. */
    Set<MailRisk> risks() {
        Set<MailRisk> risks = EnumSet.noneOf(MailRisk.class);
        if (security == Security.NONE && !LocalAddress.is("http://" + host)) {
            risks.add(MailRisk.IN_THE_CLEAR);
        }
        if (pages.startsWith("http://") && !LocalAddress.is(pages)) {
            risks.add(MailRisk.OPEN_LINKS);
        }
        return risks;
    }

    private static Optional<String> nonEmpty(Optional<String> value) {
        return value.filter(it -> !it.isBlank());
    }
}
