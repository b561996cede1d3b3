package io.muster.api.problem;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * A problem as JSON: RFC 9457 with {@code code}, {@code message}, facts and violations as members of their own. The last one is
 * kept: of a thousand who press for ten places nearly all hear the same.
 */
@Singleton
public class ProblemBody {
    public static final String MEDIA_TYPE = "application/problem+json;charset=UTF-8";

    private final ObjectMapper json;
    private volatile @Nullable Rendered last;

    ProblemBody(ObjectMapper json) {
        this.json = json;
    }

    private record Rendered(
            ProblemType type, String message, Map<String, Object> facts, String instance, byte[] bytes) {
        boolean isOf(ProblemException problem, String at) {
            return problem.violations().isEmpty()
                    && type == problem.type()
                    && instance.equals(at)
                    && message.equals(problem.message())
                    && facts.equals(problem.facts());
        }
    }

    /**
     * The body; not to be modified, because it is shared.
     *
     * @param instance the route the problem came up at, as a template
     */
    public byte[] bytes(ProblemException problem, String instance) {
        Rendered known = last;
        if (known != null && known.isOf(problem, instance)) {
            return known.bytes;
        }
        byte[] bytes = rendered(problem, instance);
        if (problem.violations().isEmpty()) {
            last = new Rendered(problem.type(), problem.message(), new HashMap<>(problem.facts()), instance, bytes);
        }
        return bytes;
    }

    private byte[] rendered(ProblemException problem, String instance) {
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
