package io.muster.api.live;

import io.quarkus.websockets.next.CloseReason;

/** Why the service closes a socket, by the contract's codes (docs/api.md#close-codes). */
enum CloseCode {
    GOING_AWAY(1001, "The service is leaving"),
    ABUSE(1008, "Too many messages that mean nothing here"),
    REVOKED(1008, "The token has been revoked"),
    TOO_SLOW(1013, "Too slow; come back with the last id");

    private final CloseReason reason;

    CloseCode(int code, String text) {
        this.reason = new CloseReason(code, text);
    }

    CloseReason reason() {
        return reason;
    }
}
