package io.muster.api.calendar;

import java.util.Comparator;
import java.util.List;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;

import io.muster.api.answer.AnswerForm;
import io.muster.api.http.BackOnContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Sends calendars, and not at all where the program has the same already. Thousands of lines are not written on an event loop. */
@Singleton
class CalendarAnswers {
    private static final String CALENDAR = "text/calendar;charset=UTF-8";

    Uni<RestResponse<byte[]>> of(Uni<List<CalendarItem>> items, AnswerForm asked) {
        return BackOnContext.of(items.emitOn(Infrastructure.getDefaultWorkerPool())
                        .map(found -> CalendarFile.of(found.stream()
                                .sorted(Comparator.comparing(CalendarItem::uid))
                                .toList())))
                .map(file -> answer(file, asked));
    }

    private static RestResponse<byte[]> answer(CalendarFile file, AnswerForm asked) {
        ResponseBuilder<byte[]> answer = asked.has(file.tag())
                ? ResponseBuilder.create(RestResponse.Status.NOT_MODIFIED)
                : ResponseBuilder.ok(file.bytes()).header(HttpHeaders.CONTENT_TYPE, CALENDAR);
        return answer.header(HttpHeaders.ETAG, file.tag())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .build();
    }
}
