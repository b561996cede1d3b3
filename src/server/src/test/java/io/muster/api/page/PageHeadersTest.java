package io.muster.api.page;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.muster.testing.database.MongoTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

/** What comes with the pages besides what is seen. */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
class PageHeadersTest {
    private static final Pattern BUNDLED = Pattern.compile("(?:src|href)=\"(/static/bundle/[^\"]+)\"");

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/staff", "/staff.html", "/?wall"})
    void nothingButTheServicesOwnRunsOnAPage(String page) {
        Response answer = given().get(page);
        answer.then()
                .statusCode(200)
                .contentType(startsWith("text/html"))
                .header(
                        "Content-Security-Policy",
                        containsString("default-src 'none'; script-src 'self'; style-src 'self'"))
                .header("Content-Security-Policy", containsString("; connect-src 'self'; "))
                .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .header("Referrer-Policy", equalTo("no-referrer"))
                .header("Cache-Control", equalTo("no-cache"));
        assertThat(answer.header("Content-Security-Policy")).doesNotContain("unsafe");
        assertThat(answer.asString()).doesNotContainPattern("<script(?![^>]* src=)|<style| style=| on[a-z]+=");
    }

    @Test
    void whatAPageIsMadeOfIsKeptForeverUnderItsDigest() {
        String page = given().get("/").asString();
        assertThat(BUNDLED.matcher(page).results().map(MatchResult::group)).hasSize(2);
        BUNDLED.matcher(page).results().map(found -> found.group(1)).forEach(address -> {
            assertThat(address).matches("/static/bundle/app-[A-Z0-9]{8}\\.(js|css)");
            given().get(address)
                    .then()
                    .statusCode(200)
                    .header("Cache-Control", equalTo("public, max-age=31536000, immutable"))
                    .header("X-Content-Type-Options", equalTo("nosniff"));
            given().get(address + ".map").then().statusCode(404);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/index.html",
                "/staff",
                "/staff.html",
                "/icon.svg",
                "/icon-192.png",
                "/board.webmanifest",
                "/staff.webmanifest",
                "/service-worker.js"
            })
    void aPageIsReadAndNothingElse(String page) {
        given().head(page).then().statusCode(200);
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
            given().request(method, page)
                    .then()
                    .statusCode(405)
                    .header("Allow", equalTo("GET, HEAD"))
                    .contentType("application/problem+json")
                    .body("code", equalTo("METHOD_NOT_ALLOWED"));
        }
    }

    /** What a browser installs a page by, and keeps it with. */
    @Test
    void whatIsInstalledIsLookedForAnewEachTime() {
        for (String page : List.of("board", "staff")) {
            given().get("/" + page + ".webmanifest")
                    .then()
                    .statusCode(200)
                    .contentType(startsWith("application/manifest+json"))
                    .header("Cache-Control", equalTo("no-cache"))
                    .body("display", equalTo("standalone"))
                    .body("start_url", equalTo(page.equals("board") ? "/" : "/staff"))
                    .body("icons.src.size()", equalTo(4));
        }
        for (String icon : List.of("180", "192", "512", "maskable")) {
            given().get("/icon-" + icon + ".png")
                    .then()
                    .statusCode(200)
                    .contentType("image/png")
                    .header("Cache-Control", equalTo("no-cache"));
        }
        given().get("/")
                .then()
                .header("Content-Security-Policy", containsString("manifest-src 'self'; worker-src 'self'"));
    }

    @Test
    void theWorkerNamesItsBuildAndWhatThePagesAreMadeOf() {
        Response answer = given().get("/service-worker.js");
        answer.then()
                .statusCode(200)
                .contentType(startsWith("text/javascript"))
                .header("Cache-Control", equalTo("no-cache"))
                .header("Content-Security-Policy", containsString("connect-src 'self'"));
        String script = answer.asString();
        assertThat(script).containsPattern("const BUILD = \"[0-9a-f]{16}\";").doesNotContain("{build}", "{kept}");
        assertThat(script)
                .contains("\"/\"", "\"/staff\"", "\"/icon.svg\"", "\"/staff.webmanifest\"")
                .doesNotContain("/api");
        for (String page : List.of("/", "/staff")) {
            BUNDLED.matcher(given().get(page).asString())
                    .results()
                    .forEach(part -> assertThat(script).contains("\"" + part.group(1) + "\""));
            imported(page).forEach(part -> assertThat(script).contains("\"" + part + "\""));
        }
    }

    /** Of the staff's, on the cheapest phones, a kilobyte costs 20 ms. */
    @ParameterizedTest
    @CsvSource({"/, 113_000", "/staff, 79_000"})
    void theFirstViewIsLight(String page, String most) throws Exception {
        int bytes = compressed(page);
        for (MatchResult part :
                BUNDLED.matcher(given().get(page).asString()).results().toList()) {
            bytes += compressed(part.group(1));
        }
        for (String part : imported(page)) {
            bytes += compressed(part);
        }
        assertThat(bytes).isLessThan(Integer.parseInt(most.replace("_", "")));
    }

    /** A browser asks for them together with what the document names, and not once it has read that. */
    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/staff", "/staff.html"})
    void whatScriptsImportIsAskedForAtOnce(String page) {
        List<String> unnamed = new ArrayList<>(BUNDLED.matcher(given().get(page).asString())
                .results()
                .map(found -> found.group(1))
                .filter(address -> address.endsWith(".js"))
                .toList());
        List<String> ahead = imported(page);
        for (int i = 0; i < unnamed.size(); i++) {
            Pattern.compile("(?:from|import)\\s*\"(/static/bundle/[^\"]+)\"")
                    .matcher(given().get(unnamed.get(i)).asString())
                    .results()
                    .map(found -> found.group(1))
                    .filter(address -> !unnamed.contains(address))
                    .forEach(unnamed::add);
        }
        assertThat(ahead).containsAll(unnamed.subList(1, unnamed.size()));
        assertThat(ahead.stream().filter(address -> address.contains("board-page")))
                .hasSize(page.contains("staff") ? 0 : 1);
        assertThat(ahead).noneMatch(address -> address.contains("oidc"));
    }

    private static List<String> imported(String page) {
        return Pattern.compile("<([^>]+)>; rel=modulepreload")
                .matcher(given().get(page).header("Link"))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** The library is there, in a file of its own that no page asks for before somebody signs in at a provider. */
    @Test
    void whatSignsInAtAProviderIsLoadedApart() {
        StringBuilder scripts = new StringBuilder();
        BUNDLED.matcher(given().get("/").asString())
                .results()
                .map(found -> found.group(1))
                .filter(address -> address.endsWith(".js"))
                .forEach(address -> scripts.append(given().get(address).asString()));
        imported("/").forEach(address -> scripts.append(given().get(address).asString()));
        List<String> apart = Pattern.compile("import\\(\"(/static/bundle/oidc-[^\"]+\\.js)\"\\)")
                .matcher(scripts)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(apart).hasSize(1);
        assertThat(scripts).doesNotContain("oauth4webapi");
        given().get(apart.get(0)).then().statusCode(200).body(containsString("oauth4webapi"));
    }

    /** Nobody changes by the way what was published and looked at. */
    @Test
    void theLibraryIsTheOneThatWasPublished() throws Exception {
        byte[] library = Files.readAllBytes(Path.of("src/main/resources/web/app/vendor/oauth4webapi.js"));
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(library)))
                .isEqualTo("33fe9f7f4e9bb1d82906b0162dc54bb1b056221f7c4ad3ac3da655a42b1fc178");
    }

    @Test
    void aServiceWithoutAProviderSaysSo() {
        given().get("/settings.json")
                .then()
                .statusCode(200)
                .body("defaultTimezone", equalTo("UTC"))
                .body("singleTenant", equalTo(true))
                .body("signIn", nullValue());
    }

    /** How many bytes of it go over the line to a browser. */
    private static int compressed(String path) throws Exception {
        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                                .header("Accept-Encoding", "gzip")
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.headers().firstValue("Content-Encoding")).as(path).contains("gzip");
        return answer.body().length;
    }

    @Test
    void answersOfTheApiKeepTheirOwnHeaders() {
        given().get("/api/events")
                .then()
                .statusCode(401)
                .header("Cache-Control", equalTo("no-store"))
                .header("Content-Security-Policy", equalTo("default-src 'none'; frame-ancestors 'none'"));
    }
}
