package io.muster.api.live;

/** What a client should not have sent, by the {@code code} it is told. */
enum Offence {
    BINARY_MESSAGE("Messages are text."),
    MESSAGE_TOO_LARGE("A message is at most 4096 bytes."),
    TOO_MANY_MESSAGES("At most 10 messages in 10 seconds."),
    UNKNOWN_MESSAGE("Only {\"type\":\"ping\"} is understood.");

    private final String message;

    Offence(String message) {
        this.message = message;
    }

    /** A sentence for a person. */
    String message() {
        return message;
    }
}
