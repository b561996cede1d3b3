package io.muster.api.live;

/** The messages a client must not send, by the {@code code} of the answer (docs/api.md#client-messages). */
enum ProtocolViolation {
    BINARY_MESSAGE("Messages are text."),
    MESSAGE_TOO_LARGE("A message is at most 4096 bytes."),
    TOO_MANY_MESSAGES("At most 10 messages in 10 seconds."),
    UNKNOWN_MESSAGE("Only {\"type\":\"ping\"} is understood.");

    private final String message;

    ProtocolViolation(String message) {
        this.message = message;
    }

    /** A sentence for a person. */
    String message() {
        return message;
    }
}
