package io.muster.api.people;

/**
 * What is wrong with a row.
 *
 * @param line of the file, from 1
 * @param field a column, or empty for the whole row
 */
record SheetError(int line, String field, String message) {}
