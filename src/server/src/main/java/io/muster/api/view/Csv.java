package io.muster.api.view;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

import io.muster.event.Blanks;

/**
 * Comma-separated values (RFC 4180) for spreadsheets: UTF-8 with a byte order mark. A cell that a spreadsheet would take for
 * a formula has an apostrophe in front; a reader takes exactly one away (docs/api.md#roster). A semicolon is written as a comma: to
 * a spreadsheet whose cells are separated by semicolons what comes after one is a cell of its own, which nothing guards.
 */
public final class Csv {
    public static final String MEDIA_TYPE = "text/csv;charset=UTF-8";

    public static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String LINE_END = "\r\n";

    /** Also in their full-width forms, which spreadsheets take for the same. */
    private static final String BEGINS_A_FORMULA = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

    private Csv() {}

    /** The rows as a file, the first one with the names of the columns. */
    public static byte[] of(List<List<String>> rows) {
        return rows.stream()
                .map(Csv::line)
                .collect(Collectors.joining("", BYTE_ORDER_MARK, ""))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** One row, with its line end. */
    public static String line(List<String> row) {
        return row.stream().map(Csv::cell).collect(Collectors.joining(",")) + LINE_END;
    }

    static String cell(String text) {
        String safe = written(text);
        boolean isPlain = safe.chars().noneMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
        return isPlain ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }

    /** What a text becomes in a cell, before quotes. */
    public static String written(String text) {
        String inOneCell = text.replace(';', ',');
        return isFormula(inOneCell) ? "'" + inOneCell : inOneCell;
    }

    /** What a cell says: the apostrophe in front of what would be a formula is none of it. */
    public static String read(String cell) {
        return cell.startsWith("'") && isFormula(cell.substring(1)) ? cell.substring(1) : cell;
    }

    /** Whatever blanks it begins with. Apostrophes too: of one that is there already none may be taken away. */
    private static boolean isFormula(String text) {
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            int c = text.codePointAt(i);
            if (c == '\t' || c == '\r' || BEGINS_A_FORMULA.indexOf(c) >= 0) {
                return true;
            }
            if (c != '\'' && !Blanks.isBlank(Character.toString(c))) {
                return false;
            }
        }
        return false;
    }
}
