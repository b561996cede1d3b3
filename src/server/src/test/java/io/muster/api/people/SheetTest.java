package io.muster.api.people;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.muster.api.problem.ProblemException;
import io.muster.api.view.Csv;
import io.muster.people.Access;
import io.muster.people.Member;
import io.muster.people.MemberState;
import io.muster.people.Qualification;
import io.muster.people.Team;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Sheets of members, without the service around them (docs/api.md#sheets). */
class SheetTest {
    private static final List<Team> TEAMS = List.of(new Team("bar", "Bar staff"), new Team("kitchen", "Kitchen"));

    private static Sheet sheet(String text) {
        return Sheet.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Member member(String name, String email, String phone) {
        Member unknown = Member.unknown(new ObjectId(), "m-1");
        return new Member(
                unknown.id(),
                "m-1",
                unknown.userKey(),
                name,
                Optional.of(email).filter(it -> !it.isEmpty()),
                Optional.of(phone).filter(it -> !it.isEmpty()),
                List.of(),
                List.of(),
                Access.STAFF,
                MemberState.INVITED,
                Optional.empty(),
                3);
    }

    private static SheetPlan plan(String text, Member... stored) {
        Sheet sheet = sheet(text);
        SheetPlan plan = new SheetPlan("m-1", TEAMS, List.of(stored), emails(sheet), ObjectId::new);
        sheet.rows().forEach(plan::take);
        return plan;
    }

    private static Set<String> emails(Sheet sheet) {
        return sheet.rows().stream()
                .flatMap(row -> SheetPlan.Names.of(row).email().stream())
                .collect(Collectors.toSet());
    }

    private static List<String> errors(SheetPlan plan) {
        return plan.errors().first().stream()
                .map(it -> it.line() + " " + it.field())
                .toList();
    }

    private static Member only(SheetPlan plan) {
        assertThat(errors(plan)).isEmpty();
        assertThat(plan.changes()).hasSize(1);
        return plan.changes().get(0).change().after();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name,email\nAda,a@x.org\nBen,b@x.org",
                "name;email\r\nAda;a@x.org\r\nBen;b@x.org\r\n",
                "\uFEFFName , EMAIL\r\n\"Ada\",a@x.org\r\n\r\n,\r\nBen,b@x.org",
                "access;name;email;state\nmanager;Ada;a@x.org;active\nmanager;Ben;b@x.org;active"
            })
    void commaOrSemicolonByteOrderMarkOrNone(String text) {
        SheetPlan plan = plan(text);

        assertThat(errors(plan)).isEmpty();
        assertThat(plan.changes()).extracting(it -> it.change().after().name()).containsExactly("Ada", "Ben");
        assertThat(plan.changes())
                .extracting(it -> it.change().after().access())
                .containsOnly(Access.STAFF);
        assertThat(plan.changes()).extracting(it -> it.change().after().state()).containsOnly(MemberState.INVITED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "first,last\nAda,L", "name,NAME\nAda,Ada", "name,email\n\"Ada,a@x.org", "name\n\"Ada\"x"})
    void whatIsNoSheet(String text) {
        assertThatThrownBy(() -> sheet(text)).isInstanceOf(ProblemException.class);
    }

    @Test
    void whatIsNoTextIsNoSheet() {
        for (byte[] file : List.of(
                "name\nJos\u00E9".getBytes(StandardCharsets.ISO_8859_1),
                "name\nA\0da".getBytes(StandardCharsets.UTF_8))) {
            assertThatThrownBy(() -> Sheet.read(file)).isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void aSheetOfTooManyRows() {
        String rows = "name,email\n" + "Ada,a@x.org\n".repeat(Sheet.MAX_ROWS);

        assertThat(sheet(rows).rows()).hasSize(Sheet.MAX_ROWS);
        assertThatThrownBy(() -> sheet(rows + "Ben,b@x.org")).isInstanceOf(ProblemException.class);
    }

    @Test
    void aLineIsThatOfTheFile() {
        assertThat(errors(plan("name,email,note\n\n\"A\nda\",x,\nBen,b@x.org,n,more\n,c@x.org\n")))
                .containsExactly("3 name", "3 email", "5 ", "6 name");
    }

    @Test
    void cellsAreRead() {
        Member ada = only(plan("name,email,phone,teams,qualifications,note\n"
                + "Ada,a@x.org,'+1 303,Bar STAFF | kitchen,First aid:2027-01-31 | Forklift,'=x"));

        assertThat(ada.phone()).contains("+1 303");
        assertThat(ada.teams()).containsExactly("bar", "kitchen");
        assertThat(ada.qualifications())
                .containsExactly(
                        new Qualification("First aid", Optional.of(LocalDate.of(2027, 1, 31))),
                        new Qualification("Forklift", Optional.empty()));
        assertThat(ada.note()).contains("=x");
        assertThat(errors(plan("name,email,teams\nAda,a@x.org,none"))).containsExactly("2 teams[0]");
    }

    @Test
    void aRowIsAboutWhoHasItsAddressElseItsPhone() {
        Member ada = member("Ada", "ada@x.org", "030 555");
        Member ben = member("Ben", "", "+1 303 5551234");

        assertThat(only(plan("name,email\nAda L,ADA@X.org", ada, ben)).id()).isEqualTo(ada.id());
        assertThat(only(plan("name,phone\nBen K,001 (303) 555-1234", ada, ben)).id())
                .isEqualTo(ben.id());
        Member addressed = only(plan("name,email,phone\nBen,ben@x.org,+13035551234", ada, ben));
        assertThat(addressed.id()).isEqualTo(ben.id());
        assertThat(addressed.email()).contains("ben@x.org");
        assertThat(only(plan("id,name\n" + ben.id() + ",Benno", ada, ben)).id()).isEqualTo(ben.id());
    }

    @Test
    void anEmptyCellKeeps() {
        Member ada = member("Ada", "ada@x.org", "030 555");

        Member after = only(plan("name,email,phone,note\n,ada@x.org, ,new", ada));

        assertThat(after.name()).isEqualTo("Ada");
        assertThat(after.phone()).contains("030 555");
        assertThat(after.note()).contains("new");
    }

    @Test
    void whoIsMeantHasToBeClear() {
        Member ada = member("Ada", "ada@x.org", "030 555");
        Member ben = member("Ben", "ben@x.org", "030 555");
        Member cy = member("Cy", "cy@x.org", "030 777");

        assertThat(errors(plan("name,phone\nEve,030/555", ada, ben))).containsExactly("2 phone");
        assertThat(errors(plan("name,email,phone\nEve,eve@x.org,030777", cy))).containsExactly("2 phone");
        assertThat(errors(plan("id,email\n" + ada.id() + ",ben@x.org", ada, ben)))
                .containsExactly("2 email");
        assertThat(errors(plan("id,name\n" + new ObjectId() + ",Eve", ada))).containsExactly("2 id");
        assertThat(errors(plan("name\nEve"))).containsExactly("2 email");
    }

    @Test
    void aPersonStandsInASheetOnce() {
        Member ada = member("Ada", "ada@x.org", "030 555");

        assertThat(errors(plan("name,email\nEve,e@x.org\nEva,E@x.org"))).containsExactly("3 email");
        assertThat(errors(plan("name,email,phone\nA,ada@x.org,\nB,,030555", ada)))
                .containsExactly("3 ");
        assertThat(errors(plan("name,email,phone\nA,,030555\nB,,030 555"))).containsExactly("3 phone");
        assertThat(errors(plan("name,email,phone\nA,a@x.org,030555\nB,,030 555")))
                .containsExactly("3 phone");
        assertThat(errors(plan("name,email,phone\nB,,030 555\nA,a@x.org,030555")))
                .containsExactly("3 phone");
        assertThat(errors(plan("name,email,phone\nA,a@x.org,030555\nB,b@x.org,030 555")))
                .isEmpty();
    }

    /** Whatever the member is called: what was written is read as nothing new, also by a spreadsheet's line ends. */
    @Property(tries = 300)
    void whatWasWrittenChangesNothing(@ForAll("members") List<Member> members, @ForAll boolean otherLineEnds) {
        List<List<String>> rows = new ArrayList<>(List.of(MemberCells.COLUMNS));
        members.forEach(member -> rows.add(MemberCells.of(member)));
        String text = new String(Csv.of(rows), StandardCharsets.UTF_8);

        SheetPlan plan = plan(otherLineEnds ? text.replace("\r\n", "\n") : text, members.toArray(Member[]::new));

        assertThat(errors(plan)).isEmpty();
        assertThat(plan.changes()).isEmpty();
        assertThat(plan.unchanged()).isEqualTo(members.size());
    }

    /** An apostrophe is taken away where one was put, and nowhere else. */
    @Property
    void anApostropheComesAndGoes(@ForAll("texts") String text) {
        assertThat(Csv.read(Csv.written(text))).isEqualTo(text.replace(';', ','));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("'=+-@;,\"| \nab\uFF1D\u00E9:").ofMaxLength(8);
    }

    @Provide
    Arbitrary<List<Member>> members() {
        Arbitrary<String> names = texts().map(text -> ("N" + text.replace("\n", "")).strip());
        Arbitrary<Optional<String>> notes =
                texts().map(String::strip).map(text -> Optional.of(text).filter(it -> !it.isEmpty()));
        Arbitrary<Qualification> qualifications = Combinators.combine(
                        Arbitraries.of("First aid", "Bar; cocktails", "=x", "a:b", "'q"),
                        Arbitraries.integers()
                                .between(0, 30_000)
                                .map(LocalDate::ofEpochDay)
                                .optional(0.5))
                .as(Qualification::new);
        return Combinators.combine(
                        names,
                        notes,
                        qualifications.list().ofMaxSize(3).uniqueElements(Qualification::name),
                        Arbitraries.of(List.of("bar"), List.of("kitchen", "bar"), List.of("gone")),
                        Arbitraries.of("+1 303 555", "030 777", ""))
                .as((name, note, qualified, teams, phone) -> new Member(
                        new ObjectId(),
                        "m-1",
                        "oidc:x",
                        name,
                        Optional.empty(),
                        Optional.of(phone).filter(it -> !it.isEmpty()),
                        teams,
                        qualified,
                        Access.STAFF,
                        MemberState.ACTIVE,
                        note,
                        1))
                .list()
                .ofMaxSize(4);
    }

    @Test
    void rowsAreReadOnce() {
        assertThat(sheet("name\nAda").rows()).containsExactly(new Sheet.Row(2, Map.of("name", "Ada"), false));
    }

    /** A hostile sheet costs no more than what may be in it. */
    @Test
    void aCellIsReadAsFarAsItCanBeRight() {
        SheetPlan plan = plan("name,email,qualifications\nAda,a@x.org," + "x|".repeat(1_000_000));

        assertThat(errors(plan)).contains("2 qualifications");
        assertThat(plan.errors().count()).isLessThan(100);
    }

    @Test
    void soManyErrorsAreKept() {
        SheetPlan plan = plan("name,email\n" + ",x\n".repeat(2_000));

        assertThat(plan.errors().first()).hasSize(SheetErrors.MOST);
        assertThat(plan.errors().count()).isGreaterThanOrEqualTo(2_000);
    }

    /** Whatever part of a sheet has been written: the same sheet writes the rest, and nothing else. */
    @Property(tries = 3_000)
    void theSameSheetFinishesWhatWasCutOff(
            @ForAll("crowds") List<Member> stored, @ForAll("tables") List<String> rows, @ForAll long written) {
        String text = "id,name,email,phone\n"
                + rows.stream()
                        .map(row -> row.replace("ID0", idOf(stored, 0)).replace("ID1", idOf(stored, 1)))
                        .collect(Collectors.joining("\n"));
        Member[] before = stored.toArray(Member[]::new);
        SheetPlan whole = plan(text, before);
        Statistics.label("with errors").collect(whole.errors().count() > 0);
        if (whole.errors().count() > 0) {
            return;
        }
        List<Member> cutOff = after(stored, whole, written);

        SheetPlan rest = plan(text, cutOff.toArray(Member[]::new));

        assertThat(errors(rest)).isEmpty();
        assertThat(people(after(cutOff, rest, -1))).isEqualTo(people(after(stored, whole, -1)));
    }

    private static String idOf(List<Member> members, int index) {
        return index < members.size() ? members.get(index).id().toHexString() : "";
    }

    /** @param written of the changes those whose bit is set */
    private static List<Member> after(List<Member> members, SheetPlan plan, long written) {
        Map<ObjectId, Member> all = new TreeMap<>();
        members.forEach(member -> all.put(member.id(), member));
        for (int i = 0; i < plan.changes().size(); i++) {
            if ((written >> i & 1) == 1) {
                Member after = plan.changes().get(i).change().after();
                all.put(after.id(), after);
            }
        }
        return List.copyOf(all.values());
    }

    private static List<String> people(List<Member> members) {
        return members.stream()
                .map(member -> member.name() + " " + member.email() + " " + member.phone())
                .sorted()
                .toList();
    }

    @Provide
    Arbitrary<List<Member>> crowds() {
        return Combinators.combine(Arbitraries.of("", "a@x.org", "b@x.org"), Arbitraries.of("", "030 555", "030 777"))
                .as((email, phone) -> member("S", email, phone))
                .list()
                .uniqueElements(member -> member.email().orElse(member.id().toHexString()))
                .ofMaxSize(3);
    }

    @Provide
    Arbitrary<List<String>> tables() {
        return Combinators.combine(
                        Arbitraries.frequencyOf(
                                Tuple.of(3, Arbitraries.just("")), Tuple.of(1, Arbitraries.of("ID0", "ID1"))),
                        Arbitraries.of("N", "M"),
                        Arbitraries.of("", "a@x.org", "b@x.org", "c@x.org", "d@x.org"),
                        Arbitraries.of("", "030 555", "030 777", "030 999"))
                .as((id, name, email, phone) -> String.join(",", id, name, email, phone))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }
}
