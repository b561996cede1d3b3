package io.muster.testing.openapi;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One request and its answer.
 *
 * @param path as it was sent, with the query, if any; without the host
 * @param sent the request's body
 * @param headers of the answer, whatever their case; empty where the client does not tell them
 * @param body of the answer
 */
public record Exchange(
        String method,
        String path,
        Optional<String> sent,
        int status,
        Optional<Map<String, String>> headers,
        String body) {

    public Exchange {
        headers = headers.map(Exchange::ignoringCase);
    }

    private static Map<String, String> ignoringCase(Map<String, String> headers) {
        Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        return sorted;
    }

    /** The path without the query. */
    String address() {
        return path.replaceFirst("[?#].*", "");
    }

    /** The media type without its parameters, where one is told. */
    Optional<String> mediaType() {
        return headers.map(it -> it.getOrDefault("Content-Type", ""))
                .map(it -> it.replaceFirst(";.*", "").strip());
    }

    @Override
    public String toString() {
        return method + " " + path + " " + sent.map(Exchange::shortened).orElse("") + "\n-> " + status + " "
                + shortened(body);
    }

    private static String shortened(String text) {
        int longest = 2_000;
        return text.length() <= longest ? text : text.substring(0, longest) + "...";
    }
}
