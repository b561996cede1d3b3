package io.muster.proof;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import io.muster.testing.http.Stage;
import io.muster.testing.service.Certificate;
import io.muster.testing.service.PackagedService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is packaged gives up a head that is not finished at each of its ports, also where the first bytes of a connection are a
 * handshake.
 */
@Tag("binary")
class HalfHeadIT {
    private static final int PATIENCE_MILLIS = 30_000;

    @TempDir
    private static Path folder;

    @Test
    void overTlsAndAtTheManagementPort() throws Exception {
        Certificate certificate = Certificate.make(folder);
        try (Stage stage = new Stage()) {
            PackagedService service = stage.start(stage.environment()
                    .with("MUSTER_HTTP_HEAD_WITHIN", "2s")
                    .with(
                            "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_STORE_FILE",
                            certificate.store().toString())
                    .with("QUARKUS_HTTP_SSL_CERTIFICATE_KEY_STORE_PASSWORD", Certificate.PASSWORD)
                    .with("QUARKUS_HTTP_INSECURE_REQUESTS", "disabled")
                    .with("QUARKUS_HTTP_SSL_PORT", "0"));
            try (Socket secure = certificate.context().getSocketFactory().createSocket("localhost", service.port());
                    Socket management = new Socket("localhost", service.managementPort())) {
                assertThat(answerToHalfAHead(secure))
                        .startsWith("HTTP/1.1 408 ")
                        .contains("REQUEST_TIMEOUT");
                assertThat(answerToHalfAHead(management))
                        .startsWith("HTTP/1.1 408 ")
                        .contains("REQUEST_TIMEOUT");
            }
        }
    }

    private static String answerToHalfAHead(Socket socket) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream()
                .write("GET /q/health HTTP/1.1\r\nHost: localhost\r\n".getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
}
