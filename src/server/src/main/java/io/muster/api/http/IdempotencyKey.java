package io.muster.api.http;

import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.ws.rs.core.HttpHeaders;

import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;

/**
 * The header {@code Idempotency-Key} (docs/api.md#idempotency): with it a request can be repeated without being carried
 * out twice.
 */
public final class IdempotencyKey {
    /** The header's name. */
    public static final String HEADER = "Idempotency-Key";

    private static final Pattern FORM = Pattern.compile("[!-~]{1,128}");

    private IdempotencyKey() {}

    /** The header as sent, an empty one too; several count as one that {@linkplain #isKey is no key}. */
    public static Optional<String> sent(HttpHeaders headers) {
        return Optional.ofNullable(headers.getRequestHeader(HEADER))
                .filter(values -> !values.isEmpty())
                .map(values -> String.join(", ", values));
    }

    /** Whether it is 1 to 128 visible ASCII characters. */
    public static boolean isKey(String header) {
        return FORM.matcher(header).matches();
    }

    /** @throws ProblemException {@link ProblemType#VALIDATION} if the header is there and {@linkplain #isKey is no key} */
    public static Optional<String> of(Optional<String> header) {
        if (header.isPresent() && !isKey(header.get())) {
            throw ProblemException.invalid(HEADER, "must be 1 to 128 visible ASCII characters");
        }
        return header;
    }
}
