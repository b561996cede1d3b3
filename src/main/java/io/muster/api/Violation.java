package io.muster.api;

/**
 * One thing wrong with a request.
 *
 * @param field where, as a path of names and indexes: {@code roles[0].count}; never taken from what a client made up
 * @param message what it must be; never what it was
 */
public record Violation(String field, String message) {}
