package io.muster.api.people;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.view.Csv;
import io.muster.api.view.Json;
import io.muster.event.Blanks;
import io.muster.people.Member;
import io.muster.people.Qualification;

/** A member in the cells of a sheet (docs/api.md#sheets). Of several things in one cell each is behind a vertical bar. */
final class MemberCells {
    static final String ID = "id";
    static final String NAME = "name";
    static final String EMAIL = "email";
    static final String PHONE = "phone";
    static final String TEAMS = "teams";
    static final String QUALIFICATIONS = "qualifications";
    static final String NOTE = "note";

    /** The columns of a sheet; what others it has is not read. */
    static final List<String> COLUMNS = List.of(ID, NAME, EMAIL, PHONE, TEAMS, QUALIFICATIONS, NOTE);

    private static final List<String> TEXTS = List.of(NAME, EMAIL, PHONE, NOTE);

    /** More than a member may have of anything, so that it is refused without being read whole. */
    private static final int MOST_PARTS = Math.max(Member.MAX_TEAMS, Member.MAX_QUALIFICATIONS) + 1;

    private static final Pattern SEPARATOR = Pattern.compile("\\|");
    private static final String JOINT = " | ";

    /** A qualification with its last day: {@code First aid:2027-01-31}. */
    private static final Pattern WITH_DAY = Pattern.compile("(.*):\\s*(\\d{4}-\\d{2}-\\d{2})");

    private MemberCells() {}

    /** The cells of a member, in the order of {@link #COLUMNS}. */
    static List<String> of(Member member) {
        return List.of(
                member.id().toHexString(),
                member.name(),
                member.email().orElse(""),
                member.phone().orElse(""),
                String.join(JOINT, member.teams()),
                member.qualifications().stream().map(MemberCells::cell).collect(Collectors.joining(JOINT)),
                member.note().orElse(""));
    }

    private static String cell(Qualification qualification) {
        return qualification.name()
                + qualification.validUntil().map(day -> ":" + day).orElse("");
    }

    /**
     * What a row changes, as the merge patch of a member. A cell that is empty, or as it would be written, changes nothing: what a
     * sheet cannot hold stays as it is stored.
     *
     * @param before the member that the row is about, if it is about one
     * @param teams of the firm; a cell may name one by its id or its name
     */
    static ObjectNode patch(Map<String, String> row, Optional<Member> before, TeamNames teams) {
        List<String> written = before.map(MemberCells::of).orElse(List.of());
        ObjectNode patch = Json.object();
        for (int i = 0; i < COLUMNS.size(); i++) {
            String column = COLUMNS.get(i);
            String cell = row.getOrDefault(column, "");
            boolean isSame = !written.isEmpty() && lines(cell).equals(lines(Csv.written(written.get(i))));
            if (Blanks.isBlank(cell) || isSame || column.equals(ID)) {
                continue;
            }
            String said = Csv.read(cell);
            if (TEXTS.contains(column)) {
                patch.put(column, said);
            } else if (column.equals(TEAMS)) {
                parts(said).forEach(part -> patch.withArray(TEAMS).add(teams.id(part)));
            } else {
                parts(said).forEach(part -> qualification(patch.withArray(QUALIFICATIONS), part));
            }
        }
        return patch;
    }

    /** Spreadsheets write line ends in their own way. */
    private static String lines(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static List<String> parts(String cell) {
        List<String> parts = new ArrayList<>();
        SEPARATOR
                .splitAsStream(cell)
                .map(Blanks::strip)
                .filter(part -> !part.isEmpty())
                .limit(MOST_PARTS)
                .forEach(parts::add);
        return parts;
    }

    private static void qualification(ArrayNode list, String part) {
        Matcher matcher = WITH_DAY.matcher(part);
        boolean hasDay = matcher.matches() && isDay(matcher.group(2));
        ObjectNode one = list.addObject().put("name", hasDay ? matcher.group(1) : part);
        if (hasDay) {
            one.put("valid_until", matcher.group(2));
        }
    }

    private static boolean isDay(String text) {
        try {
            return !LocalDate.parse(text).toString().isEmpty();
        } catch (java.time.DateTimeException e) {
            return false;
        }
    }
}
