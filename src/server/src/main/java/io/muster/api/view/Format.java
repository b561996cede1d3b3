package io.muster.api.view;

import java.util.Optional;

import io.muster.api.answer.Answers;
import io.muster.api.problem.ProblemException;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The forms of an answer that is for programs or for spreadsheets, by the query parameter {@code format}. */
public enum Format {
    JSON(Answers.JSON),
    CSV(Csv.MEDIA_TYPE);

    private final String mediaType;

    Format(String mediaType) {
        this.mediaType = mediaType;
    }

    /**
     * The form asked for; JSON where none is.
     *
     * @throws ProblemException {@code VALIDATION} for another value
     */
    public static Format of(@Nullable String format) {
        return Optional.ofNullable(format)
                .filter(it -> !it.isBlank())
                .map(it -> switch (it) {
                    case "json" -> JSON;
                    case "csv" -> CSV;
                    default -> throw ProblemException.invalid("format", "must be json or csv");
                })
                .orElse(JSON);
    }

    /** 200 with a body of this form. */
    public RestResponse<byte[]> answer(byte[] body) {
        return builder(body).build();
    }

    /** As {@link #answer}, for more headers. */
    public RestResponse.ResponseBuilder<byte[]> builder(byte[] body) {
        return RestResponse.ResponseBuilder.ok(body).header("Content-Type", mediaType);
    }
}
