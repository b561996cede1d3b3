package io.muster.api.view;

import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The form of files for spreadsheets (docs/api.md#roster). */
class CsvTest {
    @Test
    void aFileBeginsWithItsMarkAndEndsEachLine() {
        byte[] file = Csv.of(List.of(List.of("role", "name"), List.of("Server", "Zoë \"Z\" Ng, Jr.\nX")));

        assertThat(new String(file, StandardCharsets.UTF_8))
                .isEqualTo("\uFEFFrole,name\r\nServer,\"Zoë \"\"Z\"\" Ng, Jr.\nX\"\r\n");
        assertThat(file).startsWith(0xEF, 0xBB, 0xBF);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "＝1",
                "＋1",
                "－1",
                "＠x",
                "\tx",
                "  =1",
                "\u00A0\u200B=1",
                "\n=1",
                " \t",
                "'=1",
                "''@x"
            })
    void whatWouldBeAFormulaIsText(String cell) {
        String written = Csv.cell(cell).replaceAll("^\"|\"$", "");

        assertThat(written).isEqualTo("'" + cell);
    }

    @Test
    void aCarriageReturnIsText() {
        assertThat(Csv.cell("\r=1")).isEqualTo("\"'\r=1\"");
    }

    /** Where lists are separated by semicolons, one in a cell would begin another cell, and that could be a formula. */
    @Test
    void aRosterHasNoSemicolon() {
        Roster roster = new Roster(List.of(new Roster.Row(
                0,
                "Bar;=1",
                Optional.of("x;=cmd|'/C calc'!A0"),
                "google:1;=2",
                Optional.of("+1;=3"),
                Optional.of(LocalTime.of(17, 0)),
                true,
                Optional.empty())));

        assertThat(new String(roster.csv(), StandardCharsets.UTF_8))
                .endsWith("\r\n\"Bar,=1\",\"x,=cmd|'/C calc'!A0\",\"google:1,=2\",17:00,\"'+1,=3\",true,,\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Ada", "O'Neil", "'tis", "1-2", "a=b", "oidc:1", "17:00", "é@x"})
    void allElseIsAsItIs(String cell) {
        assertThat(Csv.cell(cell)).isEqualTo(cell);
    }
}
