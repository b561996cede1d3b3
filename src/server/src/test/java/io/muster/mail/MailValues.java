package io.muster.mail;

import java.util.Optional;

/** Settings of letters as a test wants them. */
record MailValues(
        Optional<String> host,
        Optional<Integer> port,
        String tls,
        Optional<String> user,
        Optional<String> password,
        Optional<String> from,
        Optional<String> pages)
        implements MailConfig {

    static final MailValues NONE = new MailValues(
            Optional.empty(),
            Optional.empty(),
            "starttls",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    static final MailValues COMPLETE =
            NONE.withHost("smtp.example.org").withFrom("shifts@example.org").withPages("https://muster.example.org");

    static MailSettings local(int port) {
        return MailSettings.from(COMPLETE.withHost("localhost").withPort(port).withTls("none"))
                .orElseThrow();
    }

    MailValues withHost(String other) {
        return new MailValues(Optional.of(other), port, tls, user, password, from, pages);
    }

    MailValues withPort(int other) {
        return new MailValues(host, Optional.of(other), tls, user, password, from, pages);
    }

    MailValues withTls(String other) {
        return new MailValues(host, port, other, user, password, from, pages);
    }

    MailValues withUser(String other) {
        return new MailValues(host, port, tls, Optional.of(other), password, from, pages);
    }

    MailValues withPassword(String other) {
        return new MailValues(host, port, tls, user, Optional.of(other), from, pages);
    }

    MailValues withFrom(String other) {
        return new MailValues(host, port, tls, user, password, Optional.of(other), pages);
    }

    MailValues withPages(String other) {
        return new MailValues(host, port, tls, user, password, from, Optional.of(other));
    }
}
