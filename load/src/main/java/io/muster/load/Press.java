package io.muster.load;

import java.util.Optional;
import java.util.UUID;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.muster.load.Tokens.Person;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

/** A virtual person's thumb. Who it is, which event and which role come from the session, by these names. */
final class Press {
    static final String PERSON = "person";
    static final String EVENT = "event";
    static final String ROLE = "role";

    /** Each press has its own: the client sends it again by itself where a kept connection turns out to be closed. */
    private static final String KEY = "key";

    private static final String START = "start";
    private static final String STATUS = "status";
    private static final String ANSWER = "answer";

    private Press() {}

    static ChainBuilder accept(Recorder recorder) {
        return press(recorder, "accept");
    }

    static ChainBuilder decline(Recorder recorder) {
        return press(recorder, "decline");
    }

    private static ChainBuilder press(Recorder recorder, String response) {
        return exec(session -> session.remove(STATUS)
                        .remove(ANSWER)
                        .set(KEY, UUID.randomUUID().toString())
                        .set(START, System.nanoTime()))
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
                        // For Gatling's own report; the judgement is the recorder's.
                        .check(status().in(200, 409)))
                .exec(session -> {
                    recorder.called(
                            person(session),
                            session.<String>get(EVENT),
                            response,
                            role(session, response),
                            session.<String>get(KEY),
                            session.getLong(START),
                            session.contains(STATUS) ? session.getInt(STATUS) : 0,
                            session.contains(ANSWER) ? session.<String>get(ANSWER) : "");
                    return session.markAsSucceeded();
                });
    }

    private static Person person(Session session) {
        return session.get(PERSON);
    }

    private static Optional<String> role(Session session, String response) {
        return response.equals("accept") ? Optional.of(session.<String>get(ROLE)) : Optional.empty();
    }

    private static String body(Session session, String response) {
        return role(session, response)
                .map(role -> "{\"response\":\"" + response + "\",\"role\":\"" + role.replace("\"", "\\\"") + "\"}")
                .orElse("{\"response\":\"" + response + "\"}");
    }
}
