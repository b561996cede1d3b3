package io.muster.api.problem;

import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;

/** The problem for a body that could not be read. Messages of Jackson quote the body, so they are not used. */
public final class BadJson {
    /** The form of declared field names; any other name in a path is client input. */
    private static final Pattern DECLARED = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

    private BadJson() {}

    public static ProblemException problem(JacksonException failure) {
        if (failure instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            return ProblemException.invalid(field(mapping.getPath()), "is of the wrong type");
        }
        return ProblemException.invalid("", "The body is not a JSON document this address takes.");
    }

    private static String field(List<Reference> path) {
        StringBuilder field = new StringBuilder();
        for (Reference step : path) {
            String name = step.getFieldName();
            if (name == null) {
                field.append('[').append(step.getIndex()).append(']');
            } else if (DECLARED.matcher(name).matches()) {
                field.append(field.isEmpty() ? "" : ".").append(name);
            } else {
                break;
            }
        }
        return field.toString();
    }
}
