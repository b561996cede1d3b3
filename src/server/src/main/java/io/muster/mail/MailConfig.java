package io.muster.mail;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The SMTP server that letters are handed to. Without one no letters are sent. */
@ConfigMapping(prefix = "muster.smtp")
public interface MailConfig {

    /** Its name, without a port; without it the other settings are refused. */
    Optional<String> host();

    /** Its port; 587 for {@code starttls}, 465 for {@code tls}, 25 for {@code none} unless set. */
    Optional<Integer> port();

    /** {@code starttls}: no letter without it; {@code tls} from the first byte on; {@code none}: in the clear. */
    @WithDefault("starttls")
    String tls();

    /** Who signs in there, together with {@link #password}; without both nobody does. */
    Optional<String> user();

    Optional<String> password();

    /** The sender: an e-mail address, or {@code Name <address>}. */
    Optional<String> from();

    /** Where people open the pages, which the links of letters begin with: {@code https://muster.example.org}. */
    Optional<String> pages();
}
