package io.muster.mail;

/**
 * A letter to one person.
 *
 * @param to as {@link MailAddress#of} makes it
 * @param subject on one line, whatever is in it: {@link PlainName} is for what others have written
 * @param text for readers without HTML
 */
public record Letter(String to, String subject, String text, String html) {

    /** Neither whom it is to nor what it says. */
    @Override
    public String toString() {
        return "letter";
    }
}
