package io.muster.operations;

import java.util.Map;
import java.util.Optional;

import io.muster.testing.http.Call;
import io.muster.testing.http.Manager;
import io.muster.testing.http.OpenStage;
import io.muster.testing.http.Press;
import io.muster.testing.http.Stage;
import io.muster.testing.service.PackagedService;
import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** What is packaged, a binary above all, tells whoever watches it everything that the rules and the dashboard ask for. */
@ExtendWith(OpenStage.class)
class WatchedIT {
    @Test
    void afterABurstEverythingAskedForIsScraped(OpenStage.Running running) {
        Stage stage = running.stage();
        PackagedService service = running.service();
        Manager manager = stage.manager(service, "watched");
        String event = manager.publishes(Map.of("Server", 3));
        var answers = manager.crowd("watched", 30).stream()
                .map(person -> stage.client()
                        .begin(Press.accept(person, event, "Server").to(service.port())))
                .toList();
        assertThat(Stage.counted(answers.stream().map(it -> it.join()).toList()))
                .isEqualTo(Map.of("200", 3L, "409 CAPACITY_FULL", 27L));
        Call nobodys =
                new Call(service.port(), HttpMethod.GET, "/api/events", Map.of(), Optional.empty(), Optional.empty());
        assertThat(stage.client().send(nobodys).status()).isEqualTo(401);

        Scrape scrape = new Scrape(PackagedService.get(service.managementPort(), "/q/metrics")
                .orElseThrow()
                .body());

        scrape.assertEveryMetricIsThere();
        scrape.assertEveryLabelHasSuchAValue();
    }
}
