package io.muster.api.page;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.muster.testing.http.Stage;
import io.muster.testing.service.PackagedService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** The board of a service that dies and comes back under the same address. */
@Tag("binary")
@Browsing
class BoardRestartIT {

    @Test
    void theBoardSaysSoAndIsRightAgainByItself(Visits visits) throws Exception {
        int port = freePort();
        try (Stage stage = new Stage()) {
            PackagedService first = stage.start(stage.environment().with("QUARKUS_HTTP_PORT", "" + port));
            Firm firm = Firm.at(port, PackagedService.SECRET);
            String gala = firm.publishes("Gala", Map.of("Server", 3));
            Page page = visits.to(port)
                    .expectingTrouble()
                    .signedInWith(firm.manager())
                    .open("/#/cards");
            Locator taken = page.locator(".role-count");
            Locator light = page.locator("connection-light");
            assertThat(taken).hasText("0 of 3");
            assertThat(light).containsText("Live");

            first.kill();
            assertThat(light).containsText("Reconnecting");
            assertThat(light).containsText("ago");
            assertThat(taken).hasText("0 of 3");

            stage.start(stage.environment().with("QUARKUS_HTTP_PORT", "" + port));
            firm.accepts("Ada", gala, "Server");
            assertThat(taken).hasText("1 of 3");
            assertThat(light).not().containsText("Reconnecting");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
