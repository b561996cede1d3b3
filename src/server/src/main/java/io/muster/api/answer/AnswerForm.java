package io.muster.api.answer;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.HttpHeaders;

import org.jspecify.annotations.Nullable;

/** What a request says of the form of its answer. */
public class AnswerForm {
    private static final String WEAK = "W/";

    @HeaderParam(HttpHeaders.ACCEPT_ENCODING)
    @Nullable
    String acceptEncoding;

    @HeaderParam(HttpHeaders.IF_NONE_MATCH)
    @Nullable
    String ifNoneMatch;

    /** Whether the client takes gzip (RFC 9110, 12.5.3); not where it names none. */
    boolean takesGzip() {
        return elements(acceptEncoding)
                .map(it -> it.toLowerCase(Locale.ROOT).replace(" ", ""))
                .anyMatch(it -> it.equals("gzip") || (it.startsWith("gzip;q=") && !it.matches("gzip;q=0(\\.0*)?")));
    }

    /** Whether the client has what this tag names (RFC 9110, 13.1.2): tags are compared weakly. */
    public boolean has(String tag) {
        return elements(ifNoneMatch).anyMatch(it -> it.equals("*") || opaque(it).equals(opaque(tag)));
    }

    private static String opaque(String tag) {
        return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
    }

    private static Stream<String> elements(@Nullable String header) {
        return header == null
                ? Stream.empty()
                : Arrays.stream(header.split(",", -1)).map(String::strip);
    }
}
