package io.muster.api.calendar;

import java.net.URI;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.UriInfo;

import io.muster.mail.Letters;

/** Where people open the pages, and calendars: as the setting for letters says, else where the request has come to. */
@Singleton
class Pages {
    private final Letters letters;

    Pages(Letters letters) {
        this.letters = letters;
    }

    /** The origin, without a slash at its end. */
    String origin(UriInfo request) {
        return letters.pages().orElseGet(() -> {
            URI asked = request.getBaseUri();
            return asked.getScheme() + "://" + asked.getRawAuthority();
        });
    }
}
