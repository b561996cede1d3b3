package io.muster.mail;

import java.util.regex.Pattern;

/** Names in letters. Who names a firm or a person does not write the letter. */
public final class PlainName {
    /** Controls, line ends, and what turns the direction of the text around it. */
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]+");

    /** What readers of e-mail make links of: dots of any script and signs of addresses, before something. */
    private static final Pattern LINKING = Pattern.compile("([.@\\u3002\\uff0e\\uff61]|://)(?=\\S)");

    private PlainName() {}

    /** The name on one line, and such that nothing in it becomes a link. */
    public static String of(String name) {
        return LINKING.matcher(UNSEEN.matcher(name).replaceAll(" ").strip()).replaceAll("$1 ");
    }

    /** A text as it stands in HTML, also between quotes. */
    public static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** A header's text: on one line, and nothing in it is read as encoded. */
    static String header(String text) {
        return UNSEEN.matcher(text).replaceAll(" ").replace("=?", "= ?");
    }
}
