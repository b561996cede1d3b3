package io.muster.people;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** By what members are found (docs/api.md#members). */
class SearchWordsTest {
    private static Member member(String name, String email, String phone) {
        Member unknown = Member.unknown(new ObjectId(), "m-1");
        return new Member(
                unknown.id(),
                unknown.managerId(),
                unknown.userKey(),
                name,
                Optional.of(email).filter(it -> !it.isEmpty()),
                Optional.of(phone).filter(it -> !it.isEmpty()),
                List.of(),
                List.of(),
                unknown.access(),
                unknown.state(),
                Optional.empty(),
                1);
    }

    private static boolean finds(Member member, String text) {
        Set<String> words = SearchWords.of(member);
        List<String> wanted = SearchWords.query(text);
        return !wanted.isEmpty()
                && wanted.stream().allMatch(word -> words.stream().anyMatch(each -> each.startsWith(word)));
    }

    @ParameterizedTest
    @CsvSource({
        "José Núñez,jose",
        "José Núñez,NUÑ",
        "José Núñez,nun jo",
        "José Núñez,'  núñez,  josé '",
        "Zoë Strauß,strauss",
        "Zoë Strauß,STRAUSS zoe",
        "Łukasz Ørsted,lukasz orst",
        "Anna-Lena Müller,anna-l",
        "Anna-Lena Müller,lena",
        "Anna-Lena Müller,annalena mull",
        "Seán O’Brien,o'b",
        "Seán O’Brien,obrien",
        "Seán O’Brien,brien sean",
        "İrem Işık,irem isik",
        "山田 太郎,太",
        "ﬁona,fio"
    })
    void namesAreFoundByTheStartsOfTheirWordsWithoutCaseAndAccents(String name, String text) {
        assertThat(finds(member(name, "", ""), text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ose", "unez", "jose x", "joseph", "...", "+", "-"})
    void nothingElseFindsThem(String text) {
        assertThat(finds(member("José Núñez", "", ""), text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "+1 303 555-1234,303",
        "+1 303 555-1234,'(303) 555'",
        "+1 303 555-1234,3035551234",
        "+1 303 555-1234,+13035551234",
        "+1 303 555-1234,1234",
        "+1 303 555-1234,555-12",
        "+493055512345,030 555",
        "+493055512345,3055512345",
        "+49 (0)30 5551234,030 5551234",
        "+49 (0)30 5551234,+4930555",
        "0049 30 5551234,+49 30",
        "030/5551234,030555",
        "030/5551234,30555"
    })
    void phonesAreFoundByTheirDigits(String phone, String text) {
        assertThat(finds(member("A", "", phone), text)).isTrue();
    }

    @Test
    void addressesAreFoundByTheirStart() {
        Member member = member("A", "Maria.Sanchez@Example.org", "");

        assertThat(finds(member, "maria.s")).isTrue();
        assertThat(finds(member, "MARIA.SANCHEZ@ex")).isTrue();
        assertThat(finds(member, "example.org")).isFalse();
    }

    @Test
    void startsAreCutWhereTheIndexEnds() {
        assertThat(SearchWords.starts(Set.of("sanchez", "al")))
                .containsExactlyInAnyOrder("s", "sa", "san", "sanc", "sanch", "sanche", "a", "al");
        assertThat(SearchWords.start("sanchez")).isEqualTo("sanche");
        assertThat(SearchWords.starts(Set.of("3035551234")))
                .contains("303555", "30355512", "3035551234")
                .doesNotContain("3035551", "303555123");
        assertThat(SearchWords.start("3035551234")).isEqualTo("3035551234");
        assertThat(SearchWords.start("303555123")).isEqualTo("30355512");
        assertThat(SearchWords.start("x".repeat(64))).isEqualTo("x".repeat(30));
        assertThat(SearchWords.start("\uD83D\uDE00".repeat(7))).isEqualTo("\uD83D\uDE00".repeat(6));
    }

    @Test
    void theLongestWordIsSearchedForFirst() {
        assertThat(SearchWords.query("a sanchez lo")).containsExactly("sanchez", "lo", "a");
    }
}
