package io.muster.api;

import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;

/** What is said about a body that could not be read. Jackson's own words quote it, so none of them are used. */
final class BadJson {
    /** Names of fields we declare; whatever else stands in a path was made up by the client. */
    private static final Pattern DECLARED = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

    private BadJson() {}

    static Problem problem(JacksonException failure) {
        if (failure instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            return Problem.invalid(field(mapping.getPath()), "is of the wrong type");
        }
        return Problem.invalid("", "The body is not a JSON document this address takes.");
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
