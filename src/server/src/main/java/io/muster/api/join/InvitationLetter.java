package io.muster.api.join;

import java.util.List;
import java.util.Optional;

import io.muster.mail.Letter;
import io.muster.mail.PlainName;

/** The letter that brings somebody an invitation: its only link leads to this service, and no name in it becomes one. */
final class InvitationLetter {
    private InvitationLetter() {}

    /**
     * Writes it.
     *
     * @param to as {@link io.muster.mail.MailAddress#of} makes it
     * @param pages origin of the pages, without a slash at its end
     */
    static Letter of(Invitation invitation, String to, Optional<String> firmName, InvitationText text, String pages) {
        String firm = firmName.map(PlainName::of).filter(it -> !it.isEmpty()).orElse(text.someFirm);
        boolean byCode = invitation.code().isPresent();
        List<String> before = List.of(text.invites.formatted(firm), byCode ? text.openWithCode : text.openWithAddress);
        List<String> after = List.of(byCode ? text.codeLasts : text.addressLasts, text.unexpected);
        String link = pages + invitation.link();
        return new Letter(to, text.subject.formatted(firm), text(before, link, after), html(before, link, after, text));
    }

    private static String text(List<String> before, String link, List<String> after) {
        return String.join("\n\n", before) + "\n\n" + link + "\n\n" + String.join("\n\n", after) + "\n";
    }

    private static String html(List<String> before, String link, List<String> after, InvitationText text) {
        String address = PlainName.html(link);
        return "<!DOCTYPE html><html lang=\"" + text.tag
                + "\"><head><meta charset=\"utf-8\"></head><body style=\"font-family:sans-serif;line-height:1.5\">"
                + paragraphs(before)
                + "<p><a href=\"" + address
                + "\" style=\"display:inline-block;padding:12px 24px;background:#1f4f8f;color:#ffffff;"
                + "text-decoration:none;border-radius:6px\">"
                + PlainName.html(text.button) + "</a></p><p><a href=\"" + address + "\">" + address + "</a></p>"
                + paragraphs(after)
                + "</body></html>";
    }

    private static String paragraphs(List<String> texts) {
        StringBuilder html = new StringBuilder();
        texts.forEach(it -> html.append("<p>").append(PlainName.html(it)).append("</p>"));
        return html.toString();
    }
}
