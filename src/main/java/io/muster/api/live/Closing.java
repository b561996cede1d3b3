package io.muster.api.live;

import io.quarkus.websockets.next.CloseReason;

/** Why a socket is closed from here, by the contract's codes. */
enum Closing {
    GOING_AWAY(1001, "The service is leaving"),
    ABUSE(1008, "Too many messages that mean nothing here"),
    TOO_SLOW(1013, "Too slow; come back with the last id");

    private final CloseReason reason;

    Closing(int code, String text) {
        this.reason = new CloseReason(code, text);
    }

    CloseReason reason() {
        return reason;
    }
}
