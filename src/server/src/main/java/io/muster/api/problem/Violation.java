package io.muster.api.problem;

/**
 * One violation in a request.
 *
 * @param field a path of names and indexes: {@code roles[0].count}; never client input
 * @param message what is required; never what was sent
 */
public record Violation(String field, String message) {}
