package io.muster.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A problem as JSON: RFC 9457 with {@code code}, {@code message}, facts and violations as members of their own. */
@Singleton
public class ProblemBody {
    public static final String MEDIA_TYPE = "application/problem+json;charset=UTF-8";

    private final ObjectMapper json;

    ProblemBody(ObjectMapper json) {
        this.json = json;
    }

    /** @param instance the route the problem came up at, as a template */
    byte[] bytes(Problem problem, String instance) {
        ProblemType type = problem.type();
        Map<String, Object> body = new LinkedHashMap<>(problem.facts());
        body.put("type", type.uri());
        body.put("title", type.title());
        body.put("status", type.status());
        body.put("detail", problem.message());
        body.put("instance", instance);
        body.put("code", type.code());
        body.put("message", problem.message());
        if (!problem.violations().isEmpty()) {
            body.put("violations", violations(problem.violations()));
        }
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem of strings and numbers is always JSON", e);
        }
    }

    private static List<Map<String, String>> violations(List<Violation> violations) {
        List<Map<String, String>> list = new ArrayList<>();
        for (Violation violation : violations) {
            Map<String, String> item = new LinkedHashMap<>();
            item.put("field", violation.field());
            item.put("message", violation.message());
            list.add(item);
        }
        return list;
    }
}
