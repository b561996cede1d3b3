package io.muster.proof;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import javax.net.ssl.SSLHandshakeException;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.muster.testing.http.Stage;
import io.muster.testing.http.TestTokens;
import io.muster.testing.service.Certificate;
import io.muster.testing.service.PackagedService;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is packaged speaks TLS, to those who ask it and to those it asks, and trusts nobody it was not told to. */
@Tag("binary")
class TlsIT {
    private static final String ISSUER = "https://login.example.org";
    private static final String AUDIENCE = "muster";

    @TempDir
    private static Path folder;

    private static Certificate certificate;

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificate = Certificate.make(folder);
    }

    @Test
    void itServesHttpsWithTheCertificateItIsGiven() throws Exception {
        try (Stage stage = new Stage()) {
            PackagedService service = stage.start(stage.environment()
                    .with(
                            "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_STORE_FILE",
                            certificate.store().toString())
                    .with("QUARKUS_HTTP_SSL_CERTIFICATE_KEY_STORE_PASSWORD", Certificate.PASSWORD)
                    .with("QUARKUS_HTTP_INSECURE_REQUESTS", "disabled")
                    .with("QUARKUS_HTTP_SSL_PORT", "0"));
            HttpClient client =
                    HttpClient.newBuilder().sslContext(certificate.context()).build();
            HttpRequest request = lists(
                    "https",
                    service,
                    TestTokens.manager("tls").secret(PackagedService.SECRET).sign());

            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
            assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()))
                    .isInstanceOf(SSLHandshakeException.class);
            assertThat(PackagedService.status(service.port(), "/api/events"))
                    .as("in the clear")
                    .isNotEqualTo(200);
        }
    }

    @Test
    void itFetchesAProvidersKeysFromWhomItTrustsAlone() throws Exception {
        PublicJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
        key.setKeyId("k1");
        String token = TestTokens.manager("tls")
                .header("alg", "RS256")
                .header("kid", "k1")
                .claim("iss", ISSUER)
                .claim("aud", AUDIENCE)
                .sign(key.getPrivateKey(), "SHA256withRSA");
        HttpsServer provider = provider(key);
        try (Stage stage = new Stage()) {
            PackagedService.Environment environment = stage.environment()
                    .without("MUSTER_JWT_SECRET")
                    .with(
                            "MUSTER_JWT_JWKS_URL",
                            "https://localhost:" + provider.getAddress().getPort() + "/keys")
                    .with("MUSTER_JWT_ISSUER", ISSUER)
                    .with("MUSTER_JWT_AUDIENCE", AUDIENCE);

            assertThat(status(stage.start(environment), token))
                    .as("a certificate that nobody vouches for")
                    .isEqualTo(503);
            environment
                    .withProperty(
                            "javax.net.ssl.trustStore", certificate.store().toString())
                    .withProperty("javax.net.ssl.trustStorePassword", Certificate.PASSWORD);
            assertThat(status(stage.start(environment), token)).isEqualTo(200);
        } finally {
            provider.stop(0);
        }
    }

    private static HttpsServer provider(PublicJsonWebKey key) throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress("localhost", 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        byte[] keys = new JsonWebKeySet(key)
                .toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY)
                .getBytes(StandardCharsets.UTF_8);
        server.createContext("/keys", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, keys.length);
                exchange.getResponseBody().write(keys);
            }
        });
        server.start();
        return server;
    }

    private static int status(PackagedService service, String token) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(lists("http", service, token), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private static HttpRequest lists(String scheme, PackagedService service, String token) {
        return HttpRequest.newBuilder(URI.create(scheme + "://localhost:" + service.port() + "/api/events"))
                .header("Authorization", "Bearer " + token)
                .build();
    }
}
