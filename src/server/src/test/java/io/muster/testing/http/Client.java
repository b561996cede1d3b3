package io.muster.testing.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One caller of the API: sends exactly the path and the body it is given and reads the answer as JSON. {@link
 * io.muster.testing.openapi.ContractFilter} holds each answer against the contract (docs/api.md#calls).
 */
public final class Client {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** By itself the library adds a character set to every type. */
    private static final RestAssuredConfig AS_IT_IS = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false));

    private final TestTokens token;
    private final Map<String, String> headers;

    private Client(TestTokens token, Map<String, String> headers) {
        this.token = token;
        this.headers = headers;
    }

    public static Client of(TestTokens token) {
        return new Client(token, Map.of());
    }

    /** The same caller with one header more. */
    public Client with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Client(token, more);
    }

    public Answer get(String path) {
        return answer(request().get(path));
    }

    public Answer delete(String path) {
        return answer(request().delete(path));
    }

    public Answer delete(String path, JsonNode body) {
        return answer(request()
                .contentType("application/json")
                .body(body.toString().getBytes(StandardCharsets.UTF_8))
                .delete(path));
    }

    public Answer post(String path) {
        return answer(request().post(path));
    }

    public Answer post(String path, JsonNode body) {
        return post(path, body.toString());
    }

    public Answer post(String path, String body) {
        return answer(request()
                .contentType("application/json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(path));
    }

    /** With another {@code Content-Type}. */
    public Answer postAs(String contentType, String path, byte[] body) {
        return answer(request().contentType(contentType).body(body).post(path));
    }

    public Answer put(String path, JsonNode body) {
        return put(path, body.toString());
    }

    public Answer put(String path, String body) {
        return answer(request()
                .contentType("application/json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .put(path));
    }

    public Answer patch(String path, JsonNode body) {
        return patch(path, body.toString());
    }

    public Answer patch(String path, String body) {
        return answer(request()
                .contentType("application/json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .patch(path));
    }

    /** With another {@code Content-Type}. */
    public Answer patchAs(String contentType, String path, String body) {
        return answer(request()
                .contentType(contentType)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .patch(path));
    }

    private RequestSpecification request() {
        return RestAssured.given()
                .config(AS_IT_IS)
                .urlEncodingEnabled(false)
                .header("Authorization", token.bearer())
                .headers(headers);
    }

    private static Answer answer(Response response) {
        String text = response.asString();
        try {
            boolean isJson =
                    !text.isEmpty() && !String.valueOf(response.contentType()).startsWith("text/");
            JsonNode body = isJson ? JSON.readTree(text) : MissingNode.getInstance();
            return new Answer(response.statusCode(), body, text, response);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    /** What came back. */
    public record Answer(int status, JsonNode body, String text, Response response) {

        /** The answer, if it has this status. */
        public Answer expect(int expected) {
            assertThat(status).as(text).isEqualTo(expected);
            return this;
        }

        /** The answer, if it is a problem of this status and code. */
        public Answer expect(int expected, String code) {
            expect(expected);
            assertThat(response.contentType()).isEqualTo("application/problem+json;charset=UTF-8");
            assertThat(body.path("code").textValue()).as(text).isEqualTo(code);
            return this;
        }

        public ObjectNode object() {
            return (ObjectNode) body;
        }

        public String id() {
            return body.path("id").textValue();
        }

        public long version() {
            return body.path("version").longValue();
        }

        public Optional<String> header(String name) {
            return Optional.ofNullable(response.header(name));
        }

        /** The ids of {@code events}, in their order. */
        public List<String> ids() {
            return texts(body.path("events"), "id");
        }

        public List<String> removedIds() {
            List<String> ids = new ArrayList<>();
            body.path("removedIds").forEach(id -> ids.add(id.textValue()));
            return ids;
        }

        /** The fields complained of. */
        public List<String> violations() {
            return texts(body.path("violations"), "field");
        }

        private static List<String> texts(JsonNode list, String name) {
            return StreamSupport.stream(list.spliterator(), false)
                    .map(it -> it.path(name).textValue())
                    .toList();
        }
    }
}
