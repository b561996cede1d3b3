package io.muster.event;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/** How many people of an event gave each response. */
public record ResponseCounts(Map<Response, Integer> byResponse) {
    public ResponseCounts {
        byResponse = Map.copyOf(byResponse);
    }

    public static ResponseCounts of(ToIntFunction<Response> counter) {
        Map<Response, Integer> counts = new EnumMap<>(Response.class);
        for (Response response : Response.values()) {
            counts.put(response, counter.applyAsInt(response));
        }
        return new ResponseCounts(counts);
    }

    public int count(Response response) {
        return byResponse.getOrDefault(response, 0);
    }

    /** How many people there are in all lists together. */
    public int total() {
        return byResponse.values().stream().mapToInt(Integer::intValue).sum();
    }
}
