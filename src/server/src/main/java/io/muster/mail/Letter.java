package io.muster.mail;

import java.util.Map;
import java.util.Optional;

/**
 * A letter to one person.
 *
 * @param to as {@link MailAddress#of} makes it
 * @param subject on one line, whatever is in it: {@link PlainName} is for what others have written
 * @param text for readers without HTML
 * @param html empty of a letter that is plain text
 * @param headers further ones, ASCII, of the service's own making: nothing that somebody else has written is in them
 */
public record Letter(String to, String subject, String text, Optional<String> html, Map<String, String> headers) {
    public Letter {
        headers = Map.copyOf(headers);
    }

    /** A letter that is HTML besides. */
    public Letter(String to, String subject, String text, String html) {
        this(to, subject, text, Optional.of(html), Map.of());
    }

    /** Neither whom it is to nor what it says. */
    @Override
    public String toString() {
        return "letter";
    }
}
