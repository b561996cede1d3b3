package io.muster.api.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.problem.Problems;
import io.muster.api.view.Json;
import io.muster.identity.Caller;
import io.muster.people.CalendarSecret;
import io.muster.store.calendar.CalendarAddress;
import io.muster.store.calendar.CalendarAddresses;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;

/** Makes and ends addresses of calendars, and says who has one. */
@Singleton
public class NewAddresses {
    /** So long a token is believed that says whom its person manages, until it is seen again. */
    private static final Duration BELIEVED = Duration.ofDays(90);

    private static final Duration SEEN_AGAIN_AFTER = Duration.ofDays(1);

    private final CalendarAddresses addresses;

    NewAddresses(CalendarAddresses addresses) {
        this.addresses = addresses;
    }

    /**
     * Makes an address, in place of the one before. The answer alone has its secret.
     *
     * @param token the caller as the token alone says
     * @param firm whose events it is of; empty for the caller's own places
     */
    Uni<RestResponse<ObjectNode>> make(Caller token, Optional<String> firm, CalendarText text, String origin) {
        String secret = CalendarSecret.random();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Optional<Instant> until = firm.filter(it -> manages(token, it)).map(it -> now.plus(BELIEVED));
        return addresses
                .put(
                        new CalendarAddress(token.userKey(), firm, text.tag, now, until),
                        CalendarSecret.hash(secret).orElseThrow())
                .onFailure(Problems::isOfUnknownOutcome)
                .transform(Problems::outcomeUnknown)
                .replaceWith(() -> RestResponse.ResponseBuilder.create(
                                RestResponse.Status.CREATED,
                                Json.object().put("url", origin + "/calendar/" + secret + ".ics"))
                        .build());
    }

    /** Ends the one there is; where there is none, that is so already. */
    Uni<RestResponse<Void>> end(String userKey, Optional<String> firm) {
        return addresses
                .end(userKey, firm)
                .onFailure(Problems::isOfUnknownOutcome)
                .transform(Problems::outcomeUnknown)
                .replaceWith(RestResponse::noContent);
    }

    /**
     * Whether the caller has one. What the token says is believed for longer from now on.
     *
     * @param token the caller as the token alone says
     * @param firm whose events it is of; empty for the caller's own places
     */
    public Uni<Boolean> has(Caller token, Optional<String> firm) {
        Instant now = Instant.now();
        return addresses
                .of(token.userKey())
                .call(all -> prolong(token, all, now))
                .map(all -> all.stream().anyMatch(it -> it.managerId().equals(firm)));
    }

    private Uni<Void> prolong(Caller token, List<CalendarAddress> all, Instant now) {
        Instant until = now.plus(BELIEVED);
        return Multi.createFrom()
                .iterable(all)
                .filter(it ->
                        it.managerId().filter(firm -> manages(token, firm)).isPresent()
                                && it.until()
                                        .filter(until.minus(SEEN_AGAIN_AFTER)::isAfter)
                                        .isPresent())
                .onItem()
                .transformToUniAndConcatenate(it -> addresses.prolong(it, until).replaceWith(true))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static boolean manages(Caller token, String firm) {
        return !token.readOnly() && token.managerId().filter(firm::equals).isPresent();
    }
}
