package io.muster.api.body;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.api.problem.ProblemException;
import io.muster.event.Role;
import io.muster.identity.Caller;
import io.muster.people.Access;
import io.muster.people.Member;
import io.muster.people.MemberState;
import io.muster.people.PhoneDigits;
import io.muster.people.Qualification;
import io.muster.people.WireNames;

/**
 * A member in a request, as a JSON merge patch (RFC 7396) of the member before: null clears, arrays are replaced as a whole
 * (docs/api.md#members).
 */
public final class MemberBody {
    private static final int MAX_NAME = 200;
    private static final int MAX_NOTE = 1_000;
    private static final int MAX_EMAIL = 254;
    private static final int MAX_WORD = 100;
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+");

    /** Separates the qualifications of a cell in a sheet. */
    private static final char SEPARATOR = '|';

    private final Value body;
    private final Member before;
    private final Set<String> teams;

    private MemberBody(Value body, Member before, Set<String> teams) {
        this.body = body;
        this.before = before;
        this.teams = teams;
    }

    /**
     * The member of a request that makes one.
     *
     * @param unknown the member before anything is known
     * @param teams the ids of the firm's teams
     * @throws ProblemException {@code VALIDATION} with everything that is wrong with it
     */
    public static Member made(JsonNode body, Member unknown, Set<String> teams) {
        return read(body, unknown, teams, true);
    }

    /**
     * The member after a change. Members of the body that the service maintains are accepted if they equal what is stored.
     *
     * @param before the member as it is stored
     * @param teams the ids of the firm's teams
     * @throws ProblemException {@code VALIDATION} with everything that is wrong with it
     */
    public static Member changed(JsonNode body, Member before, Set<String> teams) {
        return read(body, before, teams, false);
    }

    private static Member read(JsonNode body, Member before, Set<String> teams, boolean isNew) {
        if (!body.isObject()) {
            throw ProblemException.invalid("", "must be an object");
        }
        Violations violations = new Violations();
        Value value = new Value("", body, violations);
        MemberBody reader = new MemberBody(value, before, teams);
        String userKey = isNew ? reader.userKey() : reader.keptUserKey();
        Member member = new Member(
                before.id(),
                before.managerId(),
                userKey,
                reader.name(),
                reader.optional("email", before.email(), MemberBody::email),
                reader.optional("phone", before.phone(), MemberBody::phone),
                reader.teams(),
                reader.qualifications(),
                reader.word("access", Access.class, before.access()),
                reader.state(userKey, isNew && !Member.isLocal(userKey) ? MemberState.ACTIVE : before.state()),
                reader.optional("note", before.note(), note -> Text.lines(note, MAX_NOTE)),
                before.version());
        violations.throwIfAny();
        return member;
    }

    private interface Reading<T> {
        Optional<T> of(Value value);
    }

    private <T> Optional<T> optional(String name, Optional<T> stored, Reading<T> reading) {
        return body.has(name) ? reading.of(body.member(name)) : stored;
    }

    private String name() {
        if (!body.has("name") && !before.name().isEmpty()) {
            return before.name();
        }
        Value name = body.member("name");
        return FieldValue.isBlank(name)
                ? name.<String>wrong("is required").orElse("")
                : Text.name(name, MAX_NAME).orElse("");
    }

    private static Optional<String> email(Value value) {
        Optional<String> email = Text.line(value, MAX_EMAIL);
        return email.isPresent() && !EMAIL.matcher(email.get()).matches()
                ? value.wrong("must be an e-mail address")
                : email;
    }

    private static Optional<String> phone(Value value) {
        Optional<String> phone = Text.line(value, MAX_WORD);
        return phone.isPresent() && !PhoneDigits.isPhone(phone.get())
                ? value.wrong("must be a phone number: 3 to 20 digits, with + ( ) . / - and blanks")
                : phone;
    }

    private String userKey() {
        Value value = body.member("userKey");
        if (value.isNull()) {
            return before.userKey();
        }
        String text = String.valueOf(value.node().textValue());
        return KeysValue.isUserKey(text) && !Member.isLocal(text) && !Caller.isMachine(text)
                ? text
                : value.<String>wrong("must be a userKey, provider:subject").orElse(before.userKey());
    }

    private String keptUserKey() {
        Value value = body.member("userKey");
        if (body.has("userKey") && !before.userKey().equals(value.node().textValue())) {
            value.wrong("is kept by the service");
        }
        return before.userKey();
    }

    private List<String> teams() {
        if (!body.has("teams")) {
            return before.teams();
        }
        Value value = body.member("teams");
        List<String> named = KeysValue.teamIds(value);
        if (named.size() > Member.MAX_TEAMS) {
            value.wrong("must have at most " + Member.MAX_TEAMS + " entries");
        }
        for (int i = 0; i < named.size(); i++) {
            if (!teams.contains(named.get(i)) && !before.teams().contains(named.get(i))) {
                value.elements().get(i).wrong("there is no such team");
            }
        }
        return named;
    }

    private List<Qualification> qualifications() {
        if (!body.has("qualifications")) {
            return before.qualifications();
        }
        Value value = body.member("qualifications");
        List<Qualification> read = new ArrayList<>();
        if (value.isNull()) {
            return read;
        }
        if (!value.node().isArray() || value.node().size() > Member.MAX_QUALIFICATIONS) {
            value.wrong("must be a list of at most " + Member.MAX_QUALIFICATIONS + " qualifications");
            return read;
        }
        Set<String> names = new HashSet<>();
        for (Value element : value.elements()) {
            String name = qualificationName(element);
            if (!name.isEmpty() && !names.add(Role.keyOf(name))) {
                element.member("name").wrong("must not repeat an earlier entry");
            }
            read.add(new Qualification(name, day(element.member("valid_until"))));
        }
        return read;
    }

    private static String qualificationName(Value qualification) {
        if (!qualification.node().isObject()) {
            return qualification.<String>wrong("must be an object").orElse("");
        }
        Value name = qualification.member("name");
        if (FieldValue.isBlank(name)) {
            return name.<String>wrong("is required").orElse("");
        }
        Optional<String> text = Text.name(name, RolesValue.MAX_NAME);
        return (text.isPresent() && text.get().indexOf(SEPARATOR) >= 0
                        ? name.<String>wrong("must have no " + SEPARATOR)
                        : text)
                .orElse("");
    }

    private static Optional<LocalDate> day(Value value) {
        Optional<String> text = Text.line(value, MAX_WORD);
        Optional<LocalDate> day = text.flatMap(Times::date);
        return text.isPresent() && day.isEmpty() ? value.wrong("must be a date, YYYY-MM-DD") : day;
    }

    /** Who has no account cannot be active, and who has one is not invited any more. */
    private MemberState state(String userKey, MemberState otherwise) {
        MemberState state = word("state", MemberState.class, otherwise);
        if (state == MemberState.ACTIVE && Member.isLocal(userKey)) {
            body.member("state").wrong("nobody has joined as this member yet");
        }
        if (state == MemberState.INVITED && !Member.isLocal(userKey)) {
            body.member("state").wrong("this member has joined");
        }
        return state;
    }

    private <E extends Enum<E>> E word(String name, Class<E> type, E otherwise) {
        if (!body.has(name)) {
            return otherwise;
        }
        Value value = body.member(name);
        return WireNames.parse(type, String.valueOf(value.node().textValue())).orElseGet(() -> {
            value.wrong("must be one of " + WireNames.all(type));
            return otherwise;
        });
    }
}
