package io.muster.respond;

import java.util.List;

/** What the service says became of responses, for tests elsewhere. */
public final class ResponseOutcomes {
    private ResponseOutcomes() {}

    public static List<String> all() {
        return OutcomeNames.OF_RESPONSES;
    }
}
