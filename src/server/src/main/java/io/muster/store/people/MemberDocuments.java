package io.muster.store.people;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import io.muster.people.Access;
import io.muster.people.Member;
import io.muster.people.MemberState;
import io.muster.people.PhoneDigits;
import io.muster.people.Qualification;
import io.muster.people.SearchWords;
import io.muster.people.WireNames;
import io.muster.store.Documents;
import io.muster.store.MemberFields;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** Members as documents. What a member is found by is computed here, from the member alone. */
final class MemberDocuments {
    static final String NAME = "name";
    static final String VERSION = "version";
    static final String WORDS = "words";
    static final String STATE = "state";

    /** Of the content of the request that made the member. */
    private static final String FINGERPRINT = "fingerprint";

    /** Without what a member is found by, of which there is most. */
    static final Bson NO_SEARCH = Projections.exclude(WORDS, MemberFields.KEYS);

    private static final String EMAIL = "email";
    private static final String PHONE = "phone";
    private static final String TEAMS = "teams";
    private static final String QUALIFICATIONS = "qualifications";
    private static final String VALID_UNTIL = "validUntil";
    private static final String ACCESS = "access";
    private static final String NOTE = "note";

    /** Whom a firm has blocked. */
    static final Bson BLOCKED = Filters.eq(MemberFields.STATE, MemberFields.BLOCKED);

    private MemberDocuments() {}

    /** The whole document. */
    static Document of(Member member) {
        Set<String> words = SearchWords.of(member);
        return new Document("_id", member.id())
                .append(MemberFields.MANAGER_ID, member.managerId())
                .append(MemberFields.USER_KEY, member.userKey())
                .append(NAME, member.name())
                .append(TEAMS, member.teams())
                .append(
                        QUALIFICATIONS,
                        member.qualifications().stream()
                                .map(MemberDocuments::of)
                                .toList())
                .append(ACCESS, WireNames.of(member.access()))
                .append(MemberFields.STATE, WireNames.of(member.state()))
                .append(VERSION, member.version())
                .append(MemberFields.ORD, ord(member))
                .append(WORDS, List.copyOf(words))
                .append(MemberFields.KEYS, List.copyOf(MemberKeys.of(member, words)))
                .append(EMAIL, member.email().orElse(null))
                .append(
                        MemberFields.EMAIL_KEY,
                        member.email().map(Member::emailKey).orElse(null))
                .append(PHONE, member.phone().orElse(null))
                .append(
                        MemberFields.PHONE_KEY,
                        member.phone().map(PhoneDigits::key).orElse(null))
                .append(NOTE, member.note().orElse(null));
    }

    static String fingerprint(Document document) {
        return Optional.ofNullable(document.getString(FINGERPRINT)).orElse("");
    }

    /** To insert: what is not known is absent. */
    static Document inserted(Member member) {
        Document document = of(member);
        document.values().removeIf(value -> value == null);
        return document;
    }

    /** To insert what a request made. */
    static Document made(Member member, String fingerprint) {
        return inserted(member).append(FINGERPRINT, fingerprint);
    }

    /** Makes the stored member the given one. Fields of other versions of the service stay. */
    static Document update(Member member) {
        Document set = inserted(member);
        set.remove("_id");
        set.remove(MemberFields.MANAGER_ID);
        Document unset = new Document();
        of(member).forEach((name, value) -> {
            if (value == null) {
                unset.append(name, "");
            }
        });
        Document update = new Document("$set", set);
        return unset.isEmpty() ? update : update.append("$unset", unset);
    }

    private static Document of(Qualification qualification) {
        Document document = new Document(NAME, qualification.name());
        qualification.validUntil().ifPresent(day -> document.append(VALID_UNTIL, day.toString()));
        return document;
    }

    static String ord(Member member) {
        return SearchWords.order(member.name()) + "/" + member.id().toHexString();
    }

    static Member member(Document document) {
        ObjectId id = document.getObjectId("_id");
        return new Member(
                id,
                document.getString(MemberFields.MANAGER_ID),
                document.getString(MemberFields.USER_KEY),
                document.getString(NAME),
                text(document, EMAIL),
                text(document, PHONE),
                Documents.strings(document, TEAMS),
                Documents.list(document, QUALIFICATIONS).stream()
                        .map(MemberDocuments::qualification)
                        .toList(),
                WireNames.parse(Access.class, document.getString(ACCESS)).orElse(Access.STAFF),
                WireNames.parse(MemberState.class, document.getString(MemberFields.STATE))
                        .orElse(MemberState.BLOCKED),
                text(document, NOTE),
                Documents.number(document, VERSION));
    }

    private static Qualification qualification(Document document) {
        return new Qualification(
                document.getString(NAME), text(document, VALID_UNTIL).map(LocalDate::parse));
    }

    private static Optional<String> text(Document document, String name) {
        @Nullable String text = document.getString(name);
        return Optional.ofNullable(text);
    }
}
