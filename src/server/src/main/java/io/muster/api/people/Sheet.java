package io.muster.api.people;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.muster.api.body.BodyText;
import io.muster.api.problem.ProblemException;
import io.muster.event.Blanks;

/**
 * The rows of a sheet as it was sent: comma or semicolon between cells, with or without a byte order mark, the names of the columns
 * in the first row.
 */
record Sheet(List<Row> rows) {
    static final int MAX_ROWS = 10_000;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    Sheet {
        rows = List.copyOf(rows);
    }

    /**
     * A row.
     *
     * @param line of the file, from 1; the first one of several
     * @param cells by column, only those of {@link MemberCells#COLUMNS}
     * @param hasMore whether it has more cells than there are columns
     */
    record Row(int line, Map<String, String> cells, boolean hasMore) {
        Row {
            cells = Map.copyOf(cells);
        }
    }

    /** @throws ProblemException {@code VALIDATION} if it is no sheet, or has too many rows */
    static Sheet read(byte[] file) {
        String text = BodyText.plainText(file).orElseThrow(BodyText::problem);
        if (text.startsWith(BYTE_ORDER_MARK)) {
            text = text.substring(BYTE_ORDER_MARK.length());
        }
        // The reader takes what is not closed as one cell up to the end, whatever rows it was.
        if (text.chars().filter(c -> c == '"').count() % 2 != 0) {
            throw ProblemException.invalid("", "has quotes that are not closed");
        }
        CsvReader.CsvReaderBuilder reader = CsvReader.builder()
                .fieldSeparator(separator(text))
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(false);
        List<Row> rows = new ArrayList<>();
        long line = 1;
        try {
            Iterator<CsvRecord> records = reader.ofCsvRecord(text).iterator();
            List<String> columns = columns(records);
            while (records.hasNext()) {
                CsvRecord record = records.next();
                line = record.getStartingLineNumber();
                Row row = row(record, columns);
                if (!row.cells.isEmpty() || row.hasMore) {
                    rows.add(row);
                }
                if (rows.size() > MAX_ROWS) {
                    throw ProblemException.invalid("", "must have at most " + MAX_ROWS + " rows");
                }
            }
        } catch (CsvParseException e) {
            throw ProblemException.invalid("", "has text behind quotes, after line " + line);
        }
        return new Sheet(rows);
    }

    /** That of the two which the first line has more of. */
    private static char separator(String text) {
        String first = text.lines().findFirst().orElse("");
        long semicolons = first.chars().filter(c -> c == ';').count();
        long commas = first.chars().filter(c -> c == ',').count();
        return semicolons > commas ? ';' : ',';
    }

    private static List<String> columns(Iterator<CsvRecord> records) {
        if (!records.hasNext()) {
            throw ProblemException.invalid("", "must have a first row with the names of the columns");
        }
        List<String> columns = records.next().getFields().stream()
                .map(name -> Blanks.strip(name).toLowerCase(Locale.ROOT))
                .toList();
        for (String column : MemberCells.COLUMNS) {
            if (columns.stream().filter(column::equals).count() > 1) {
                throw ProblemException.invalid("", "has the column " + column + " more than once");
            }
        }
        if (MemberCells.COLUMNS.stream().noneMatch(columns::contains)) {
            throw ProblemException.invalid(
                    "", "must have a first row with columns of " + String.join(", ", MemberCells.COLUMNS));
        }
        return columns;
    }

    private static Row row(CsvRecord record, List<String> columns) {
        Map<String, String> cells = new HashMap<>();
        boolean hasMore = false;
        for (int i = 0; i < record.getFieldCount(); i++) {
            String cell = record.getField(i);
            if (Blanks.isBlank(cell)) {
                continue;
            }
            if (i >= columns.size()) {
                hasMore = true;
            } else if (MemberCells.COLUMNS.contains(columns.get(i))) {
                cells.put(columns.get(i), cell);
            }
        }
        return new Row((int) record.getStartingLineNumber(), cells, hasMore);
    }
}
