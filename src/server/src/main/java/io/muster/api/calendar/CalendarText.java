package io.muster.api.calendar;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** The words of calendars, in the languages of the pages. */
enum CalendarText {
    EN(
            "en",
            "Shift",
            "On standby: ",
            "Role",
            "Call time",
            "Start",
            "Client",
            "Contact",
            "Uniform",
            "Reason",
            "standby"),
    ES(
            "es",
            "Turno",
            "En espera: ",
            "Puesto",
            "Hora de entrada",
            "Inicio",
            "Cliente",
            "Contacto",
            "Uniforme",
            "Motivo",
            "en espera");

    /** Longer than that of any browser. */
    private static final int MAX_HEADER = 500;

    private static final List<Locale> LOCALES =
            Stream.of(values()).map(it -> Locale.forLanguageTag(it.tag)).toList();

    final String tag;
    final String unnamed;
    final String onStandby;
    final String role;
    final String callTime;
    final String start;
    final String client;
    final String contact;
    final String uniform;
    final String reason;
    final String standby;

    CalendarText(
            String tag,
            String unnamed,
            String onStandby,
            String role,
            String callTime,
            String start,
            String client,
            String contact,
            String uniform,
            String reason,
            String standby) {
        this.tag = tag;
        this.unnamed = unnamed;
        this.onStandby = onStandby;
        this.role = role;
        this.callTime = callTime;
        this.start = start;
        this.client = client;
        this.contact = contact;
        this.uniform = uniform;
        this.reason = reason;
        this.standby = standby;
    }

    /** Of a tag that was stored; English for one that this version does not know. */
    static CalendarText ofTag(String tag) {
        return Stream.of(values()).filter(it -> it.tag.equals(tag)).findFirst().orElse(EN);
    }

    /** The first language of a header {@code Accept-Language} that there is; English where it names none, or cannot be read. */
    static CalendarText of(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > MAX_HEADER) {
            return EN;
        }
        try {
            return Optional.ofNullable(Locale.lookup(LanguageRange.parse(acceptLanguage), LOCALES))
                    .map(Locale::getLanguage)
                    .map(CalendarText::ofTag)
                    .orElse(EN);
        } catch (IllegalArgumentException unreadable) {
            return EN;
        }
    }
}
