package io.muster.api.join;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.stream.Stream;

/** What letters of invitation say, in the languages of the pages. {@code %s} is the firm, or what stands for a firm without a name. */
enum InvitationText {
    EN(
            "en",
            "A firm",
            "%s invites you",
            "%s invites you to see its shifts and to take your places there yourself.",
            "Open this page and sign in to join:",
            "Open this page and sign in with the e-mail address this letter came to:",
            "Join",
            "The link is for you alone. It works once, for 14 days.",
            "The invitation holds for 14 days.",
            "If you do not expect this, do nothing: nobody joins who does not sign in."),
    ES(
            "es",
            "Una empresa",
            "%s te invita",
            "%s te invita a ver sus turnos y a apuntarte a ellos.",
            "Abre esta página e inicia sesión para unirte:",
            "Abre esta página e inicia sesión con el correo al que ha llegado esta carta:",
            "Unirme",
            "El enlace es solo para ti. Sirve una vez, durante 14 días.",
            "La invitación vale 14 días.",
            "Si no lo esperabas, no hagas nada: nadie se une sin iniciar sesión.");

    /** Longer than that of any browser. */
    private static final int MAX_HEADER = 500;

    private static final List<Locale> LOCALES =
            Stream.of(values()).map(it -> Locale.forLanguageTag(it.tag)).toList();

    final String tag;
    final String someFirm;
    final String subject;
    final String invites;
    final String openWithCode;
    final String openWithAddress;
    final String button;
    final String codeLasts;
    final String addressLasts;
    final String unexpected;

    InvitationText(
            String tag,
            String someFirm,
            String subject,
            String invites,
            String openWithCode,
            String openWithAddress,
            String button,
            String codeLasts,
            String addressLasts,
            String unexpected) {
        this.tag = tag;
        this.someFirm = someFirm;
        this.subject = subject;
        this.invites = invites;
        this.openWithCode = openWithCode;
        this.openWithAddress = openWithAddress;
        this.button = button;
        this.codeLasts = codeLasts;
        this.addressLasts = addressLasts;
        this.unexpected = unexpected;
    }

    /** The first language of a header {@code Accept-Language} that there is; English where it names none, or cannot be read. */
    static InvitationText of(String acceptLanguage) {
        if (acceptLanguage.length() > MAX_HEADER) {
            return EN;
        }
        try {
            Locale found = Locale.lookup(LanguageRange.parse(acceptLanguage), LOCALES);
            return Stream.of(values())
                    .filter(it -> found != null && it.tag.equals(found.getLanguage()))
                    .findFirst()
                    .orElse(EN);
        } catch (IllegalArgumentException unreadable) {
            return EN;
        }
    }
}
