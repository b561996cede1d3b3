package io.muster.api;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.muster.api.problem.ProblemType;
import io.muster.event.Attendance;
import io.muster.event.Command;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import io.muster.event.Response;
import io.muster.event.StandbyReason;
import io.muster.event.journal.JournalEntry;
import io.muster.testing.openapi.ContractDocument;
import io.quarkus.websockets.next.WebSocket;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The document and the code list the same: addresses and methods, codes, fields, and every closed list of words. */
class OpenApiDocumentTest {
    private static final JsonNode DOCUMENT = ContractDocument.OPENAPI.tree();
    private static final Set<String> METHODS = Set.of("get", "post", "patch", "put", "delete", "head", "options");

    @Test
    void theResourcesAreTheDocuments() {
        assertThat(resources()).isNotEmpty().isEqualTo(described());
    }

    /** Method and address of everything that may be called in production. */
    private static Set<String> resources() {
        Set<String> calls = new TreeSet<>();
        for (JavaClass found : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.muster.api")) {
            if (found.isAnnotatedWith(Path.class)) {
                calls.addAll(callsOf(found.reflect()));
            } else if (found.isAnnotatedWith(WebSocket.class)) {
                calls.add(
                        "GET " + found.reflect().getAnnotation(WebSocket.class).path());
            }
        }
        return calls;
    }

    private static List<String> callsOf(Class<?> resource) {
        String root = resource.getAnnotation(Path.class).value();
        return Arrays.stream(resource.getDeclaredMethods())
                .flatMap(method -> Arrays.stream(method.getAnnotations())
                        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                        .filter(verb -> verb != null)
                        .map(verb -> verb.value() + " " + root
                                + (method.isAnnotationPresent(Path.class)
                                        ? method.getAnnotation(Path.class).value()
                                        : "")))
                .toList();
    }

    private static Set<String> described() {
        Set<String> calls = new TreeSet<>();
        operations().forEach((call, operation) -> calls.add(call));
        return calls;
    }

    private static Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new TreeMap<>();
        DOCUMENT.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(it -> METHODS.contains(it.getKey()))
                        .forEach(it -> operations.put(
                                it.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), it.getValue())));
        return operations;
    }

    @Test
    void operationsHaveNamesOfTheirOwn() {
        assertThat(operations().values().stream()
                        .map(it -> it.path("operationId").asText())
                        .toList())
                .doesNotHaveDuplicates()
                .doesNotContain("");
    }

    @Test
    void everyCodeIsListedUnderItsStatusAndNoOther() {
        Map<String, Set<Integer>> listed = new TreeMap<>();
        operations()
                .values()
                .forEach(operation -> operation
                        .path("responses")
                        .properties()
                        .forEach(response -> codes(response.getValue())
                                .forEach(code -> listed.computeIfAbsent(code, first -> new TreeSet<>())
                                        .add(Integer.parseInt(response.getKey())))));
        // What answers an address or a method that is none belongs to no operation.
        listed.put("NOT_FOUND", codes(response("NotFound")).contains("NOT_FOUND") ? Set.of(404) : Set.of());
        listed.put(
                "METHOD_NOT_ALLOWED",
                codes(response("MethodNotAllowed")).contains("METHOD_NOT_ALLOWED") ? Set.of(405) : Set.of());

        Map<String, Set<Integer>> expected = new TreeMap<>();
        for (ProblemType type : ProblemType.values()) {
            expected.put(type.code(), Set.of(type.status()));
        }
        assertThat(listed).isEqualTo(expected);
        assertThat(words("ProblemCode")).containsExactlyInAnyOrderElementsOf(expected.keySet());
    }

    private static JsonNode response(String name) {
        return DOCUMENT.path("components").path("responses").path(name);
    }

    /** The codes that a response may have, wherever in its schema they are narrowed down. */
    private static Set<String> codes(JsonNode node) {
        Set<String> codes = new TreeSet<>();
        if (node.path("$ref").isTextual()) {
            codes.addAll(codes(DOCUMENT.at(node.path("$ref").textValue().substring(1))));
        }
        node.path("properties").path("code").path("enum").forEach(code -> codes.add(code.textValue()));
        Stream.of("allOf", "oneOf", "content", "schema", "application/problem+json")
                .map(node::path)
                .filter(within -> !within.isMissingNode())
                .forEach(within -> {
                    codes.addAll(codes(within));
                    if (within.isArray()) {
                        within.forEach(each -> codes.addAll(codes(each)));
                    }
                });
        return codes;
    }

    @Test
    void everyFieldOfAnEventIsTakenAndAnswered() {
        List<String> fields = names(EventField.values(), EventField::wireName);
        List<String> contacts = names(
                Arrays.stream(EventField.values()).filter(EventField::isContact).toArray(EventField[]::new),
                EventField::wireName);
        List<String> managers = names(
                Arrays.stream(EventField.values())
                        .filter(EventField::isForManagerAlone)
                        .toArray(EventField[]::new),
                EventField::wireName);
        List<String> others = fields.stream()
                .filter(name -> !contacts.contains(name) && !managers.contains(name))
                .toList();

        List<String> kept = names(
                Arrays.stream(EventField.values()).filter(EventField::isKept).toArray(EventField[]::new),
                EventField::wireName);

        assertThat(members("EventFields"))
                .containsAll(
                        fields.stream().filter(name -> !kept.contains(name)).toList())
                .doesNotContainAnyElementsOf(kept);
        assertThat(members("EventBase"))
                .containsAll(others)
                .doesNotContainAnyElementsOf(contacts)
                .doesNotContainAnyElementsOf(managers);
        assertThat(members("ManagerEventBase")).containsAll(contacts).containsAll(managers);
        assertThat(members("StaffEventBase")).containsAll(contacts).doesNotContainAnyElementsOf(managers);
    }

    @Test
    void asManyMayBeBarredAsTheServiceTakes() {
        for (String schema : List.of("EventFields", "ManagerEvent")) {
            assertThat(schema(schema)
                            .at("/properties/barred_user_keys/maxItems")
                            .intValue())
                    .as(schema)
                    .isEqualTo(Event.MAX_BARRED);
        }
    }

    @Test
    void closedListsOfWordsAreTheCodes() {
        assertThat(words("EventStatus")).isEqualTo(names(EventStatus.values(), EventStatus::wireName));
        assertThat(words("Standing")).isEqualTo(names(Response.values(), Response::wireName));
        assertThat(words("ResponseKind")).containsExactly("accept", "decline");
        assertThat(words("AnswerKind")).containsExactly("accept", "decline", Command.Confirm.NAME);
        assertThat(words("AttendanceState")).isEqualTo(names(Attendance.State.values(), Attendance.State::wireName));
        assertThat(words("StandbyReason")).isEqualTo(names(StandbyReason.values(), StandbyReason::wireName));
        assertThat(words("JournalKind")).isEqualTo(names(JournalEntry.Kind.values(), JournalEntry.Kind::wireName));
        assertThat(texts(schema("AuditViolation").at("/properties/kind/enum")))
                .isEqualTo(names(io.muster.audit.InvariantViolation.Kind.values(), Enum::name));
        assertThat(texts(schema("RepairedEvent").at("/properties/state/enum")))
                .isEqualTo(names(
                        io.muster.audit.RepairReport.State.values(),
                        state -> state.name().toLowerCase(Locale.ROOT)));
    }

    private static <T> List<String> names(T[] values, java.util.function.Function<T, String> name) {
        return Arrays.stream(values).map(name).toList();
    }

    private static JsonNode schema(String name) {
        return DOCUMENT.path("components").path("schemas").path(name);
    }

    private static List<String> words(String schema) {
        return texts(schema(schema).path("enum"));
    }

    private static Set<String> members(String schema) {
        Set<String> members = new TreeSet<>();
        schema(schema).path("properties").fieldNames().forEachRemaining(members::add);
        return members;
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }
}
