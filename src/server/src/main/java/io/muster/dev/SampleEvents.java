package io.muster.dev;

import java.time.LocalDate;
import java.util.List;

import io.muster.event.Digest;
import org.bson.types.ObjectId;

/** The week of a catering company, as its manager would send it. */
final class SampleEvents {
    static final String MANAGER_ID = "acme";
    private static final int ID_DIGITS = 24;

    private SampleEvents() {}

    /**
     * One event.
     *
     * @param id constant, so that the event is created once
     * @param body as for {@code POST /api/events}
     * @param accepting the number of people who accept the first role
     */
    record Sample(ObjectId id, String body, int accepting) {}

    static List<Sample> from(LocalDate today) {
        return List.of(
                sample(today.plusDays(2), 7, """
                        "event_name": "Museum members' evening", "client_name": "City Museum", "start_time": "18:30",
                        "end_time": "22:30", "timezone": "America/Denver", "venue_name": "City Museum, Great Hall",
                        "city": "Denver", "uniform": "All black, long apron", "pay_rate_info": "28 USD an hour",
                        "roles": [ { "role": "Server", "count": 10, "call_time": "17:00" },
                                   { "role": "Bartender", "count": 4, "call_time": "17:30" },
                                   { "role": "Captain", "count": 1, "call_time": "16:30" } ]"""),
                sample(today.plusDays(4), 3, """
                        "event_name": "Wedding reception", "client_name": "Private", "start_time": "16:00",
                        "end_time": "01:00", "timezone": "America/Denver", "venue_name": "Ridge Barn",
                        "venue_address": "Ridge Road 12", "city": "Golden", "notes": "Shuttle from the station at 14:15",
                        "roles": [ { "role": "Cook", "count": 3, "call_time": "11:00" },
                                   { "role": "Server", "count": 14, "call_time": "14:30" },
                                   { "role": "Dishwasher", "count": 2, "call_time": "15:30" } ]"""),
                sample(today.plusDays(5), 0, """
                        "event_name": "Product launch", "client_name": "Northlight", "start_time": "08:00",
                        "end_time": "12:00", "timezone": "America/New_York", "venue_name": "Pier 9",
                        "city": "New York", "roles": [ { "role": "Barista", "count": 6, "call_time": "07:00" },
                                                       { "role": "Runner", "count": 8, "call_time": "07:00" } ]"""),
                sample(today.plusDays(9), 5, """
                        "event_name": "Harvest lunch", "client_name": "Valley Growers", "start_time": "11:30",
                        "end_time": "15:00", "timezone": "America/Denver", "venue_name": "Orchard House",
                        "city": "Boulder", "roles": [ { "role": "Server", "count": 5, "call_time": "10:00" } ]"""),
                sample(today.plusDays(20), 0, """
                        "event_name": "Winter gala", "client_name": "Opera Friends", "start_time": "19:00",
                        "end_time": "02:00", "timezone": "America/Denver", "venue_name": "Opera House",
                        "city": "Denver", "uniform": "White jacket, gloves",
                        "roles": [ { "role": "Server", "count": 40, "call_time": "16:00" },
                                   { "role": "Cook", "count": 12, "call_time": "12:00" },
                                   { "role": "Bartender", "count": 10, "call_time": "17:00" } ]"""));
    }

    private static Sample sample(LocalDate date, int accepting, String members) {
        ObjectId id = new ObjectId(Digest.hex("sample", members).substring(0, ID_DIGITS));
        return new Sample(id, "{ \"status\": \"published\", \"date\": \"" + date + "\", " + members + " }", accepting);
    }
}
