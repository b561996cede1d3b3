package io.muster.load;

import java.util.UUID;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.muster.load.CrowdTokens.Person;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;
import static io.gatling.javaapi.http.HttpDsl.ws;

/** What a person reads besides pressing. Whatever is not answered as it should is a complaint. */
final class Look {
    private static final String STATUS = "lookStatus";
    private static final String SOCKET = "socket";
    private static final int OK = 200;

    private Look() {}

    /** The list of what can be taken. */
    static ChainBuilder list(Recorder recorder) {
        return get(recorder, "list", session -> "/api/events/available?limit=200");
    }

    static ChainBuilder event(Recorder recorder) {
        return get(recorder, "event", session -> "/api/events/" + session.<String>get(Press.EVENT));
    }

    /** Opens the person's socket; {@link #close} ends it. */
    static ChainBuilder open(Recorder recorder) {
        return exec(session -> session.set(SOCKET, UUID.randomUUID().toString()))
                .exec(ws("open", "#{" + SOCKET + "}").connect("/api/ws").header("Authorization", Look::bearer))
                .exec(session -> complainIf(session.isFailed(), recorder, "a socket was refused", session));
    }

    static ChainBuilder close() {
        return exec(ws("close", "#{" + SOCKET + "}").close()).exec(Session::markAsSucceeded);
    }

    private static ChainBuilder get(
            Recorder recorder, String name, java.util.function.Function<Session, String> address) {
        return exec(session -> session.remove(STATUS))
                .exec(http(name)
                        .get(address)
                        .header("Authorization", Look::bearer)
                        .header("Accept-Encoding", "gzip")
                        .check(status().saveAs(STATUS))
                        .check(status().is(OK)))
                .exec(session -> complainIf(
                        !session.contains(STATUS) || session.getInt(STATUS) != OK,
                        recorder,
                        name + " answered " + (session.contains(STATUS) ? session.getInt(STATUS) : 0),
                        session));
    }

    private static Session complainIf(boolean isWrong, Recorder recorder, String what, Session session) {
        if (isWrong) {
            recorder.complain(what);
        }
        return session.markAsSucceeded();
    }

    private static String bearer(Session session) {
        return "Bearer " + session.<Person>get(Press.PERSON).token();
    }
}
