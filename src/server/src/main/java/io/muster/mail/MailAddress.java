package io.muster.mail;

import java.net.IDN;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an SMTP command and a header can hold as an address: no blank, control character, bracket, comma or quote, and ASCII. */
public final class MailAddress {
    private static final int MAX = 254;
    private static final String WORD = "[\\x21-\\x7e&&[^<>()\\[\\]\\\\,;:@\"]]+";
    private static final Pattern ASCII = Pattern.compile(WORD + "@" + WORD);
    private static final Pattern PARTS = Pattern.compile("(" + WORD + ")@([^@]+)");
    private static final Pattern NAMED = Pattern.compile("([\\p{L}\\p{N} .&'_-]+) <([^<>]+)>");

    private MailAddress() {}

    /** The address as it is handed to a server, an international domain in its ASCII form; empty if letters cannot be sent to it. */
    public static Optional<String> of(String address) {
        Matcher parts = PARTS.matcher(address);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            String ascii = parts.group(1) + "@" + IDN.toASCII(parts.group(2), IDN.USE_STD3_ASCII_RULES);
            return Optional.of(ascii)
                    .filter(it -> it.length() <= MAX && ASCII.matcher(it).matches());
        } catch (IllegalArgumentException noDomain) {
            return Optional.empty();
        }
    }

    /** Whether it is a sender: an address, or a name with an address in angle brackets. */
    static boolean isSender(String sender) {
        Matcher named = NAMED.matcher(sender);
        return of(named.matches() ? named.group(2) : sender).isPresent();
    }
}
