package io.muster.notice;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What notices say, in the languages of the pages. */
public enum Language {
    EN(
            List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
            "Shift",
            "Role: %s",
            "Reason: %s",
            "Opens for you: %s",
            "Open the page:",
            "You get this because of your shifts in Muster. To end these letters, open this address:",
            List.of(
                    "Not planned any more",
                    "Cancelled",
                    "You are not in any more",
                    "Your request was refused",
                    "It takes place after all",
                    "A place became free: you are in",
                    "You were put in",
                    "You were moved",
                    "Times or place changed: please confirm",
                    "Reminder",
                    "A message to you",
                    "A place is free",
                    "Open now",
                    "New shift",
                    "Somebody withdrew late",
                    "Requests are waiting",
                    "Places are still open",
                    "A webhook does not answer any more")),
    ES(
            List.of("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
            List.of("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
            "Turno",
            "Puesto: %s",
            "Motivo: %s",
            "Se abre para ti: %s",
            "Abre la página:",
            "Recibes esto por tus turnos en Muster. Para no recibir más cartas, abre esta dirección:",
            List.of(
                    "Ya no está previsto",
                    "Cancelado",
                    "Ya no estás dentro",
                    "Tu solicitud fue rechazada",
                    "Al final se celebra",
                    "Quedó una plaza libre: estás dentro",
                    "Te han apuntado",
                    "Te han cambiado de puesto",
                    "Cambió el horario o el lugar: confirma, por favor",
                    "Recordatorio",
                    "Un mensaje para ti",
                    "Hay una plaza libre",
                    "Ya está abierto",
                    "Turno nuevo",
                    "Alguien se ha dado de baja tarde",
                    "Hay solicitudes en espera",
                    "Aún quedan plazas libres",
                    "Un webhook ya no responde"));

    private final String tag = name().toLowerCase(Locale.ROOT);
    private final List<String> days;
    private final List<String> months;
    private final Map<NoticeKind, String> headlines = new EnumMap<>(NoticeKind.class);
    final String someShift;
    final String role;
    final String reason;
    final String opens;
    private final String openThePage;
    private final String whyThis;

    Language(
            List<String> days,
            List<String> months,
            String someShift,
            String role,
            String reason,
            String opens,
            String openThePage,
            String whyThis,
            List<String> headlines) {
        this.days = days;
        this.months = months;
        this.someShift = someShift;
        this.role = role;
        this.reason = reason;
        this.opens = opens;
        this.openThePage = openThePage;
        this.whyThis = whyThis;
        for (NoticeKind kind : NoticeKind.values()) {
            this.headlines.put(kind, headlines.get(kind.ordinal()));
        }
    }

    /** As preferences and settings name it: {@code en}, {@code es}. */
    public String tag() {
        return tag;
    }

    /** The language of a tag such as {@code es-MX}; English where the pages do not speak it. */
    public static Language of(String languageTag) {
        String language = Locale.forLanguageTag(languageTag).getLanguage();
        return Stream.of(values())
                .filter(it -> it.tag.equals(language))
                .findFirst()
                .orElse(EN);
    }

    /** What stands before the address of the page. */
    public String openThePage() {
        return openThePage;
    }

    /** Why somebody gets a letter, and how that ends, before the address. */
    public String whyThis() {
        return whyThis;
    }

    String headline(NoticeKind kind) {
        return headlines.getOrDefault(kind, "");
    }

    String day(LocalDate day) {
        return days.get(day.getDayOfWeek().ordinal()) + " " + day.getDayOfMonth() + " "
                + months.get(day.getMonthValue() - 1) + " " + day.getYear();
    }
}
