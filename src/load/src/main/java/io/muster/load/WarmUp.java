package io.muster.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.gatling.javaapi.core.OpenInjectionStep;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import io.muster.load.CrowdTokens.Person;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

/**
 * Bursts before the measurement, because programs that have just been started compile while they run: the clients, and
 * the service if it was started for this. A service that runs elsewhere is only read from.
 */
final class WarmUp {
    private static final int BURSTS = 20;
    private static final int MOST = 200;
    private static final Duration APART = Duration.ofMillis(250);

    private WarmUp() {}

    static PopulationBuilder before(Run run) {
        List<Person> people = run.tokens().people();
        int size = Math.min(MOST, people.size());
        AtomicInteger next = new AtomicInteger();
        List<OpenInjectionStep> bursts = new ArrayList<>();
        for (int i = 0; i < BURSTS; i++) {
            bursts.add(atOnceUsers(size));
            bursts.add(nothingFor(APART));
        }
        return scenario("warm-up")
                .exec(session -> session.set(Press.PERSON, people.get(next.getAndIncrement() % size)))
                .exec(request(run)
                        .header(
                                "Authorization",
                                session -> "Bearer "
                                        + session.<Person>get(Press.PERSON).token())
                        .silent())
                .injectOpen(bursts.toArray(new OpenInjectionStep[0]));
    }

    private static HttpRequestActionBuilder request(Run run) {
        if (run.program().isEmpty()) {
            return http("warm-up").get("/api/events/available");
        }
        String event = run.api().publish(List.of(new Api.Role("Server", MOST / 2)));
        AtomicInteger turn = new AtomicInteger();
        return http("warm-up")
                .post("/api/events/" + event + "/respond")
                .header("Content-Type", "application/json")
                .body(StringBody(session -> turn.getAndIncrement() / MOST % 2 == 0
                        ? "{\"response\":\"accept\",\"role\":\"Server\"}"
                        : "{\"response\":\"decline\"}"));
    }
}
