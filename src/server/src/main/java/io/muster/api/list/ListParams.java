package io.muster.api.list;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import jakarta.ws.rs.QueryParam;

import io.muster.api.problem.ProblemException;
import io.muster.api.problem.Violation;
import io.muster.event.EventStatus;
import io.muster.store.read.ListFilter;
import org.jspecify.annotations.Nullable;

/** The query parameters of a list as received. A parameter without a value counts as absent. */
public class ListParams {
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    @QueryParam("status")
    @Nullable
    String status;

    @QueryParam("from")
    @Nullable
    String from;

    @QueryParam("to")
    @Nullable
    String to;

    @QueryParam("order")
    @Nullable
    String order;

    @QueryParam("limit")
    @Nullable
    String limit;

    @QueryParam("cursor")
    @Nullable
    String cursor;

    @QueryParam("lastSync")
    @Nullable
    String lastSync;

    /**
     * The query with filters and order.
     *
     * @param descending the default order
     * @throws ProblemException {@code VALIDATION} with everything that is wrong with it
     */
    ListRequest filtered(ListConfig config, boolean descending) {
        List<Violation> violations = new ArrayList<>();
        ListFilter filter =
                new ListFilter(statuses(violations), day("from", from, violations), day("to", to, violations));
        boolean backwards = given(order)
                .map(it ->
                        it.equals("desc") || (!it.equals("asc") && wrong(violations, "order", "must be asc or desc")))
                .orElse(descending);
        return request(config, filter, backwards, violations);
    }

    /**
     * The filter for some days, of which both have to be given.
     *
     * @param maxDays the most days from the first one to the last
     * @throws ProblemException {@code VALIDATION} with everything that is wrong with it
     */
    public ListFilter period(int maxDays, Set<EventStatus> statuses) {
        List<Violation> violations = new ArrayList<>();
        Optional<LocalDate> first = required("from", from, violations);
        Optional<LocalDate> last = required("to", to, violations);
        if (first.isPresent() && last.isPresent()) {
            long days = ChronoUnit.DAYS.between(first.get(), last.get()) + 1;
            if (days < 1 || days > maxDays) {
                wrong(violations, "to", "must be 1 to " + maxDays + " days from the first, which is one of them");
            }
        }
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        return new ListFilter(statuses, first, last);
    }

    private static Optional<LocalDate> required(String name, @Nullable String value, List<Violation> violations) {
        if (given(value).isEmpty()) {
            wrong(violations, name, "is required");
        }
        return day(name, value, violations);
    }

    /** The query of a list with a fixed filter and order. */
    ListRequest plain(ListConfig config, boolean descending) {
        return request(config, ListFilter.ALL, descending, new ArrayList<>());
    }

    private ListRequest request(ListConfig config, ListFilter filter, boolean descending, List<Violation> violations) {
        int size = PageLimit.read(limit, config);
        if (!PageLimit.isGood(size, config)) {
            wrong(violations, "limit", PageLimit.message(config));
        }
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        return new ListRequest(filter, descending, size, given(cursor), given(lastSync));
    }

    private Set<EventStatus> statuses(List<Violation> violations) {
        Set<EventStatus> statuses = EnumSet.noneOf(EventStatus.class);
        given(status).ifPresent(names -> {
            for (String name : names.split(",", -1)) {
                EventStatus.ofWireName(name.strip())
                        .ifPresentOrElse(
                                statuses::add, () -> wrong(violations, "status", "must be statuses, by commas"));
            }
        });
        return statuses;
    }

    private static Optional<LocalDate> day(String name, @Nullable String value, List<Violation> violations) {
        Optional<String> text = given(value);
        try {
            return text.filter(
                            it -> DATE.matcher(it).matches() || wrong(violations, name, "must be a date, YYYY-MM-DD"))
                    .map(LocalDate::parse);
        } catch (DateTimeException e) {
            wrong(violations, name, "must be a date, YYYY-MM-DD");
            return Optional.empty();
        }
    }

    private static boolean wrong(List<Violation> violations, String field, String message) {
        violations.add(new Violation(field, message));
        return false;
    }

    private static Optional<String> given(@Nullable String value) {
        return Optional.ofNullable(value).filter(it -> !it.isBlank());
    }
}
