package io.muster.api;

import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.ws.rs.core.HttpHeaders;

/** The header {@code Idempotency-Key}: by it a client may repeat a request without its being carried out twice. */
public final class IdempotencyKey {
    /** The header's name. */
    public static final String HEADER = "Idempotency-Key";

    private static final Pattern FORM = Pattern.compile("[!-~]{1,128}");

    private IdempotencyKey() {}

    /** The header as it was sent, an empty one too; several are one that {@linkplain #isKey is no key}. */
    public static Optional<String> sent(HttpHeaders headers) {
        return Optional.ofNullable(headers.getRequestHeader(HEADER))
                .filter(values -> !values.isEmpty())
                .map(values -> String.join(", ", values));
    }

    /** Whether it is 1 to 128 visible ASCII characters. */
    public static boolean isKey(String header) {
        return FORM.matcher(header).matches();
    }

    /** @throws Problem {@link ProblemType#VALIDATION} where there is a header and it {@linkplain #isKey is no key} */
    public static Optional<String> of(Optional<String> header) {
        if (header.isPresent() && !isKey(header.get())) {
            throw Problem.invalid(HEADER, "must be 1 to 128 visible ASCII characters");
        }
        return header;
    }
}
