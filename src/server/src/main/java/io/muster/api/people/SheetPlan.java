package io.muster.api.people;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

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
    private final TeamNames teams;
    private final Set<String> emails;
    private final Supplier<ObjectId> ids;
    private final Map<String, Member> byId = new HashMap<>();
    private final Map<String, Member> byEmail = new HashMap<>();
    private final Map<String, List<Member>> byPhone = new HashMap<>();
    private final Map<String, Integer> taken = new HashMap<>();
    private final SheetPhones phones = new SheetPhones();
    private final List<Change> changes = new ArrayList<>();
    private final SheetErrors errors = new SheetErrors();
    private int unchanged;

    /**
     * @param found the members whom rows may be about
     * @param emails the e-mail addresses that the sheet names, as they are compared
     * @param ids makes those of new members
     */
    SheetPlan(String managerId, List<Team> teams, List<Member> found, Set<String> emails, Supplier<ObjectId> ids) {
        this.managerId = managerId;
        this.teams = new TeamNames(teams);
        this.emails = Set.copyOf(emails);
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

    SheetErrors errors() {
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
        int before = errors.count();
        Names names = Names.of(row);
        Optional<Member> member = about(row, names);
        if (row.hasMore()) {
            error(row, "", "has more cells than there are columns");
        }
        if (errors.count() > before) {
            return;
        }
        try {
            Member after = member.map(stored -> MemberBody.changed(patch(row, member), stored, teams.ids()))
                    .orElseGet(() ->
                            MemberBody.made(patch(row, member), Member.unknown(ids.get(), managerId), teams.ids()));
            take(row, names, member, after);
        } catch (ProblemException invalid) {
            invalid.violations().forEach(violation -> error(row, violation.field(), violation.message()));
        }
    }

    private ObjectNode patch(Sheet.Row row, Optional<Member> member) {
        return MemberCells.patch(row.cells(), member, teams);
    }

    private void take(Sheet.Row row, Names names, Optional<Member> before, Member after) {
        boolean isSecond =
                before.filter(member -> isTaken(row, "id " + member.id(), "")).isPresent()
                        || isMistakable(row, names, before, after)
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

    private boolean isMistakable(Sheet.Row row, Names names, Optional<Member> before, Member after) {
        boolean isSought = names.id.isEmpty() && names.email.map(byEmail::get).isEmpty();
        Optional<Integer> other = after.phone().map(PhoneDigits::key).flatMap(phone -> {
            boolean isNew = before.flatMap(Member::phone)
                    .map(PhoneDigits::key)
                    .filter(phone::equals)
                    .isEmpty();
            boolean isNamed =
                    after.email().map(Member::emailKey).filter(emails::contains).isPresent();
            return phones.take(row.line(), new SheetPhones.Holder(phone, isSought, isNew, isNamed));
        });
        other.ifPresent(line ->
                error(row, MemberCells.PHONE, "is also that of line " + line + "; name both people by e-mail or id"));
        return other.isPresent();
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
        List<Member> called = called(names);
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

    /** Who has the row's phone number. Of a row with an address not those whose own address another row names. */
    private List<Member> called(Names names) {
        return names.phone.map(byPhone::get).orElse(List.of()).stream()
                .filter(member -> names.email.isEmpty()
                        || member.email()
                                .map(Member::emailKey)
                                .filter(emails::contains)
                                .isEmpty())
                .toList();
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
