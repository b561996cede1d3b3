package io.muster.api.people;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.body.MemberBody;
import io.muster.api.problem.ProblemException;
import io.muster.api.view.Csv;
import io.muster.event.Blanks;
import io.muster.people.Member;
import io.muster.people.MemberChange;
import io.muster.people.PhoneDigits;
import io.muster.people.Team;
import org.bson.types.ObjectId;

/**
 * What a sheet makes of the firm's members, row by row: whom a row is about, and what is wrong with it. A row is about the member
 * with its id, else with its e-mail address, else with its phone number; else about nobody yet. Used once.
 */
final class SheetPlan {
    private final String managerId;
    private final List<Team> teams;
    private final Set<String> teamIds;
    private final Supplier<ObjectId> ids;
    private final Map<String, Member> byId = new HashMap<>();
    private final Map<String, Member> byEmail = new HashMap<>();
    private final Map<String, List<Member>> byPhone = new HashMap<>();
    private final Map<String, Integer> taken = new HashMap<>();
    private final Map<String, Integer> phones = new HashMap<>();
    private final Map<String, Integer> phonesAlone = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<SheetError> errors = new ArrayList<>();
    private int unchanged;

    /**
     * @param found the members whom rows may be about
     * @param ids makes those of new members
     */
    SheetPlan(String managerId, List<Team> teams, List<Member> found, Supplier<ObjectId> ids) {
        this.managerId = managerId;
        this.teams = teams;
        this.teamIds = teams.stream().map(Team::id).collect(Collectors.toUnmodifiableSet());
        this.ids = ids;
        for (Member member : found) {
            byId.put(member.id().toHexString(), member);
            member.email().map(Member::emailKey).ifPresent(key -> byEmail.put(key, member));
            member.phone()
                    .map(PhoneDigits::key)
                    .ifPresent(key -> byPhone.computeIfAbsent(key, none -> new ArrayList<>())
                            .add(member));
        }
    }

    /** A row that changes something. */
    record Change(int line, MemberChange change) {}

    List<Change> changes() {
        return changes;
    }

    List<SheetError> errors() {
        return errors;
    }

    /** How many rows say what is stored. */
    int unchanged() {
        return unchanged;
    }

    /** By what a row names members: an id, an address, a phone number, each as it is compared. */
    record Names(Optional<String> id, Optional<String> email, Optional<String> phone) {
        static Names of(Sheet.Row row) {
            return new Names(
                    said(row, MemberCells.ID).map(it -> it.toLowerCase(Locale.ROOT)),
                    said(row, MemberCells.EMAIL).map(Member::emailKey),
                    said(row, MemberCells.PHONE).filter(PhoneDigits::isPhone).map(PhoneDigits::key));
        }

        private static Optional<String> said(Sheet.Row row, String column) {
            return Optional.ofNullable(row.cells().get(column))
                    .map(Csv::read)
                    .map(Blanks::strip)
                    .filter(it -> !it.isEmpty());
        }
    }

    void take(Sheet.Row row) {
        int before = errors.size();
        Optional<Member> member = about(row, Names.of(row));
        if (row.hasMore()) {
            error(row, "", "has more cells than there are columns");
        }
        if (errors.size() > before) {
            return;
        }
        try {
            Member after = member.map(stored -> MemberBody.changed(patch(row, member), stored, teamIds))
                    .orElseGet(
                            () -> MemberBody.made(patch(row, member), Member.unknown(ids.get(), managerId), teamIds));
            take(row, member, after);
        } catch (ProblemException invalid) {
            invalid.violations().forEach(violation -> error(row, violation.field(), violation.message()));
        }
    }

    private ObjectNode patch(Sheet.Row row, Optional<Member> member) {
        return MemberCells.patch(row.cells(), member, teams);
    }

    private void take(Sheet.Row row, Optional<Member> before, Member after) {
        boolean isSecond =
                before.map(member -> isTaken(row, "id " + member.id(), "")).orElseGet(() -> isSecondByPhone(row, after))
                        || after.email()
                                .filter(email -> isTaken(row, "email " + Member.emailKey(email), MemberCells.EMAIL))
                                .isPresent();
        if (isSecond) {
            return;
        }
        if (before.filter(after::equals).isPresent()) {
            unchanged++;
        } else {
            changes.add(new Change(row.line(), new MemberChange(before, after)));
        }
    }

    /** Of a new member without an address nobody else in the sheet may have the phone number, by which it is found again. */
    private boolean isSecondByPhone(Sheet.Row row, Member after) {
        Optional<String> phone = after.phone().map(PhoneDigits::key);
        if (phone.isEmpty()) {
            return false;
        }
        boolean byPhoneAlone = after.email().isEmpty();
        Map<String, Integer> others = byPhoneAlone ? phones : phonesAlone;
        Integer first = others.get(phone.get());
        phones.putIfAbsent(phone.get(), row.line());
        if (byPhoneAlone) {
            phonesAlone.putIfAbsent(phone.get(), row.line());
        }
        if (first != null) {
            error(row, MemberCells.PHONE, "is also that of line " + first + "; name the people by e-mail addresses");
        }
        return first != null;
    }

    /** Two rows about one person: what the person is to be is not said. */
    private boolean isTaken(Sheet.Row row, String key, String field) {
        Integer first = taken.putIfAbsent(key, row.line());
        if (first == null) {
            return false;
        }
        error(row, field, "is about the same person as line " + first);
        return true;
    }

    private Optional<Member> about(Sheet.Row row, Names names) {
        if (names.id.isPresent()) {
            return byId(row, names);
        }
        Optional<Member> addressed = names.email.map(byEmail::get);
        if (addressed.isPresent()) {
            return addressed;
        }
        if (names.phone.isEmpty() && names.email.isEmpty()) {
            error(row, MemberCells.EMAIL, "is needed, or a phone number or an id: by it the person is found again");
        }
        List<Member> called = names.phone.map(byPhone::get).orElse(List.of());
        if (called.size() > 1) {
            error(row, MemberCells.PHONE, "is that of several members");
            return Optional.empty();
        }
        Optional<Member> one = called.stream().findFirst();
        if (names.email.isPresent() && one.flatMap(Member::email).isPresent()) {
            error(row, MemberCells.PHONE, "is that of a member with another e-mail address; name the member by its id");
        }
        return one;
    }

    private Optional<Member> byId(Sheet.Row row, Names names) {
        Optional<Member> member = names.id.map(byId::get);
        if (member.isEmpty()) {
            error(row, MemberCells.ID, "is that of no member");
        }
        names.email
                .map(byEmail::get)
                .filter(other -> !member.equals(Optional.of(other)))
                .ifPresent(other -> error(row, MemberCells.EMAIL, "is that of another member"));
        return member;
    }

    private void error(Sheet.Row row, String field, String message) {
        errors.add(new SheetError(row.line(), field, message));
    }
}
