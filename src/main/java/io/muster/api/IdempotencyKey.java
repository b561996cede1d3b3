package io.muster.api;

import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** The header {@code Idempotency-Key}: by it a client may repeat a request without its being carried out twice. */
public final class IdempotencyKey {
    /** The header's name. */
    public static final String HEADER = "Idempotency-Key";

    private static final Pattern FORM = Pattern.compile("[!-~]{1,128}");

    private IdempotencyKey() {}

    /** Whether it is 1 to 128 visible ASCII characters. */
    public static boolean isKey(@Nullable String header) {
        return header != null && FORM.matcher(header).matches();
    }

    /** @throws Problem {@link ProblemType#VALIDATION} where there is a header and it {@linkplain #isKey is no key} */
    public static Optional<String> of(Optional<String> header) {
        if (header.isPresent() && !isKey(header.get())) {
            throw Problem.invalid(HEADER, "must be 1 to 128 visible ASCII characters");
        }
        return header;
    }
}
