package io.muster.api.people;

import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.QueryParam;

import io.muster.api.access.ChosenFirm;
import io.muster.api.list.ListConfig;
import io.muster.api.list.PageLimit;
import io.muster.api.list.Sealed;
import io.muster.api.problem.ProblemException;
import io.muster.event.Digest;
import io.muster.people.MemberState;
import io.muster.people.SearchWords;
import io.muster.people.WireNames;
import io.muster.store.people.MemberLists;
import org.jspecify.annotations.Nullable;

/** The query parameters of a list of members as received. A parameter without a value counts as absent. */
public class MemberParams {
    private static final int MAX_QUERY = 200;

    @QueryParam("q")
    @Nullable
    String q;

    @QueryParam("team")
    @Nullable
    String team;

    @QueryParam("state")
    @Nullable
    String state;

    @QueryParam(ChosenFirm.PARAMETER)
    @Nullable
    String firm;

    @QueryParam("limit")
    @Nullable
    String limit;

    @QueryParam("cursor")
    @Nullable
    String cursor;

    /**
     * What is searched for; empty where there is a search that can find nobody.
     *
     * @throws ProblemException {@code VALIDATION} with what is wrong
     */
    Optional<MemberLists.Query> query(String managerId) {
        List<String> words = given(q).map(MemberParams::words).orElse(List.of());
        boolean findsNobody = given(q).isPresent() && words.isEmpty();
        MemberLists.Query query =
                new MemberLists.Query(managerId, words, given(team).stream().toList(), state());
        return findsNobody ? Optional.empty() : Optional.of(query);
    }

    private static List<String> words(String text) {
        if (text.codePointCount(0, text.length()) > MAX_QUERY) {
            throw ProblemException.invalid("q", "must have at most " + MAX_QUERY + " characters");
        }
        List<String> words = SearchWords.query(text);
        if (words.size() > SearchWords.MAX_QUERY_WORDS) {
            throw ProblemException.invalid("q", "must have at most " + SearchWords.MAX_QUERY_WORDS + " words");
        }
        return words;
    }

    private Optional<MemberState> state() {
        return given(state)
                .map(name -> WireNames.parse(MemberState.class, name)
                        .orElseThrow(() -> ProblemException.invalid(
                                "state", "must be one of " + WireNames.all(MemberState.class))));
    }

    int limit(ListConfig config) {
        return PageLimit.of(limit, config);
    }

    /** The place in the order that the cursor names. */
    Optional<String> after(MemberLists.Query query) {
        return given(cursor)
                .map(text -> Sealed.open(scope(query), text)
                        .orElseThrow(
                                () -> ProblemException.invalid("cursor", "must be the nextCursor of the same list")));
    }

    static String cursor(MemberLists.Query query, String ord) {
        return Sealed.seal(scope(query), ord);
    }

    private static String scope(MemberLists.Query query) {
        return Digest.hex(
                "members",
                query.managerId(),
                String.join(" ", query.words()),
                String.join(" ", query.teams()),
                query.state().map(WireNames::of).orElse(""));
    }

    private static Optional<String> given(@Nullable String value) {
        return Optional.ofNullable(value).filter(it -> !it.isBlank());
    }
}
