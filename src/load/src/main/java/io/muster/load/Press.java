package io.muster.load;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.muster.load.CrowdTokens.Person;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

/**
 * The request of a virtual person. Person, event and role are in the session under these names. Each request has a connection of its
 * own: on a kept one the client repeats a request by itself if the connection turns out to be closed.
 */
final class Press {
    static final String PERSON = "person";
    static final String EVENT = "event";
    static final String ROLE = "role";

    private static final String KEY = "key";

    private static final String START = "start";
    private static final String STANDBY = "standby";
    private static final String STATUS = "status";
    private static final String ANSWER = "answer";

    /** The version of the event in the last answer that had one. */
    private static final String SEEN = "seen";

    /** Seconds until the service wants the last press again. */
    private static final String WAIT = "wait";

    private static final String TRIES = "tries";
    private static final int MOST_TRIES = 10;
    private static final int LATER = 503;

    private Press() {}

    static ChainBuilder accept(Recorder recorder) {
        return press(recorder, "accept");
    }

    static ChainBuilder decline(Recorder recorder) {
        return press(recorder, "decline");
    }

    /** A decline that is repeated until it is decided. */
    static ChainBuilder giveUp(Recorder recorder) {
        return patientPress(recorder, "decline");
    }

    /** Of who is in: times and place suit, as the last answer had them; repeated until it is decided. */
    static ChainBuilder confirm(Recorder recorder) {
        return patientPress(recorder, "confirm");
    }

    /** An accept that waits for a place if there is none, and is repeated until it is decided. */
    static ChainBuilder acceptOrStandBy(Recorder recorder) {
        return exec(session -> session.set(STANDBY, true))
                .exec(patientPress(recorder, "accept"))
                .exec(session -> session.remove(STANDBY));
    }

    /** Whether the last press was answered with this. */
    static boolean wasAnswered(Session session, int status) {
        return session.contains(STATUS) && session.getInt(STATUS) == status;
    }

    /** Whether the last press was refused with this code. */
    static boolean wasRefused(Session session, String code) {
        return session.contains(ANSWER) && session.<String>get(ANSWER).contains("\"code\":\"" + code + "\"");
    }

    private static ChainBuilder press(Recorder recorder, String response) {
        return exec(newKey()).exec(send(recorder, response));
    }

    /**
     * A press that is sent again with its key as often as the service asks for it, when it asks for it; whoever still has no answer
     * then complains.
     */
    private static ChainBuilder patientPress(Recorder recorder, String response) {
        return exec(newKey())
                .exec(send(recorder, response))
                .asLongAs(session -> wasAnswered(session, LATER) && session.getInt(TRIES) < MOST_TRIES)
                .on(pause(session -> Duration.ofSeconds(
                                session.contains(WAIT) ? Long.parseLong(session.<String>get(WAIT)) : 1))
                        .exec(session -> session.set(TRIES, session.getInt(TRIES) + 1))
                        .exec(send(recorder, response)))
                .exec(session -> {
                    if (wasAnswered(session, LATER)) {
                        recorder.complain(response + " is put off " + MOST_TRIES + " times");
                    }
                    return session;
                });
    }

    private static ChainBuilder newKey() {
        return exec(session -> session.set(KEY, UUID.randomUUID().toString()).set(TRIES, 1));
    }

    private static ChainBuilder send(Recorder recorder, String response) {
        return exec(session ->
                        session.remove(STATUS).remove(ANSWER).remove(WAIT).set(START, System.nanoTime()))
                .exec(http(response)
                        .post("/api/events/#{event}/respond")
                        .header(
                                "Authorization",
                                session -> "Bearer " + person(session).token())
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "#{" + KEY + "}")
                        .body(StringBody(session -> body(session, response)))
                        .check(status().saveAs(STATUS))
                        .check(bodyString().saveAs(ANSWER))
                        .check(header("Retry-After").optional().saveAs(WAIT))
                        // For Gatling's own report; the recorder's data are checked.
                        .check(status().in(200, 409)))
                .exec(session -> {
                    Optional<Long> version = recorder.called(
                            person(session),
                            session.<String>get(EVENT),
                            response,
                            role(session, response),
                            session.<String>get(KEY),
                            session.getLong(START),
                            session.contains(STATUS) ? session.getInt(STATUS) : 0,
                            session.contains(ANSWER) ? session.<String>get(ANSWER) : "");
                    return version.map(shown -> session.set(SEEN, shown))
                            .orElse(session)
                            .markAsSucceeded();
                });
    }

    private static Person person(Session session) {
        return session.get(PERSON);
    }

    private static Optional<String> role(Session session, String response) {
        return response.equals("accept") ? Optional.of(session.<String>get(ROLE)) : Optional.empty();
    }

    private static String body(Session session, String response) {
        if (response.equals("confirm")) {
            return "{\"response\":\"confirm\",\"version\":" + (session.contains(SEEN) ? session.getLong(SEEN) : 1)
                    + "}";
        }
        String standby = session.contains(STANDBY) ? ",\"standby\":true" : "";
        return role(session, response)
                .map(role -> "{\"response\":\"" + response + "\",\"role\":\"" + role.replace("\"", "\\\"") + "\""
                        + standby + "}")
                .orElse("{\"response\":\"" + response + "\"}");
    }
}
