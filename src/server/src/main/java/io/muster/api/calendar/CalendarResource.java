package io.muster.api.calendar;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;

import io.muster.api.answer.AnswerForm;
import io.muster.api.http.CallerKey;
import io.muster.api.limit.FailedTokens;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.people.CalendarSecret;
import io.muster.store.calendar.CalendarAddress;
import io.muster.store.calendar.CalendarAddresses;
import io.smallrye.mutiny.Uni;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * A calendar, for whoever has its address (docs/api.md#calendars). What was never one, what has ended, and what its person has no right to any more
 * fail identically.
 */
@Path("/calendar/{secret}.ics")
public class CalendarResource {
    private final CalendarAddresses addresses;
    private final PersonCalendar persons;
    private final FirmCalendar firms;
    private final CalendarAnswers answers;
    private final CalendarTries tries;
    private final FailedTokens failed;
    private final Pages pages;

    CalendarResource(
            CalendarAddresses addresses,
            PersonCalendar persons,
            FirmCalendar firms,
            CalendarAnswers answers,
            CalendarTries tries,
            FailedTokens failed,
            Pages pages) {
        this.addresses = addresses;
        this.persons = persons;
        this.firms = firms;
        this.answers = answers;
        this.tries = tries;
        this.failed = failed;
        this.pages = pages;
    }

    @GET
    public Uni<RestResponse<byte[]>> read(
            @PathParam("secret") String secret,
            @BeanParam AnswerForm asked,
            @Context UriInfo uri,
            @Context RoutingContext context) {
        String hash = CalendarSecret.hash(secret).orElseThrow(CalendarResource::unknown);
        FailedTokens.Try attempt = failed.begin(hash, address(context));
        mayBeAsked(attempt.untilAllowed());
        CallerKey.name(context, hash);
        String origin = pages.origin(uri);
        return answers.of(
                addresses
                        .byHash(hash)
                        .chain(found -> found.map(it -> {
                                    mayBeAsked(tries.take(hash));
                                    return items(it, origin);
                                })
                                .orElseGet(() -> Uni.createFrom().item(Optional.empty())))
                        .onItemOrFailure()
                        .invoke((found, failure) ->
                                attempt.end(Optional.ofNullable(found).map(Optional::isPresent)))
                        .onCancellation()
                        .invoke(() -> attempt.end(Optional.empty()))
                        .map(found -> found.orElseThrow(CalendarResource::unknown)),
                asked);
    }

    private Uni<Optional<List<CalendarItem>>> items(CalendarAddress address, String origin) {
        CalendarItems items = new CalendarItems(CalendarText.ofTag(address.language()), origin);
        Instant now = Instant.now();
        return address.managerId()
                .map(firm -> firms.of(address, firm, items, now))
                .orElseGet(() -> persons.of(address.userKey(), items, now).map(Optional::of));
    }

    private static void mayBeAsked(Duration wait) {
        if (!wait.isZero()) {
            throw new ProblemException(ProblemType.RATE_LIMITED, "This is asked for too often. Please wait a moment.")
                    .retryAfter(wait);
        }
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemType.CALENDAR_NOT_FOUND);
    }

    private static String address(RoutingContext context) {
        @Nullable SocketAddress remote = context.request().remoteAddress();
        @Nullable String address = remote == null ? null : remote.hostAddress();
        return address == null ? "" : address;
    }
}
