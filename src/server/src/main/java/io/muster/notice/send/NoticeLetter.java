package io.muster.notice.send;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.muster.event.Digest;
import io.muster.mail.Letter;
import io.muster.mail.PlainName;
import io.muster.notice.Language;
import io.muster.notice.Wording;

/** The letter that brings somebody a notice: plain text, whose links lead to this service alone, and no name in it becomes one. */
final class NoticeLetter {
    private NoticeLetter() {}

    /**
     * Writes it.
     *
     * @param to as {@link io.muster.mail.MailAddress#of} makes it
     * @param id of the notice; with the person it makes the {@code Message-ID}, by which a repeat is known
     * @param pages origin of the pages, without a slash at its end
     * @param unsubscribe path at this service
     */
    static Letter of(
            String to,
            String id,
            String userKey,
            Wording wording,
            Language language,
            String pages,
            String unsubscribe) {
        String end = pages + unsubscribe;
        List<String> parts = new ArrayList<>(List.of(wording.title()));
        wording.about().map(PlainName::of).ifPresent(parts::add);
        wording.details().stream().map(PlainName::of).forEach(parts::add);
        parts.add(language.openThePage() + "\n" + pages + wording.path());
        parts.add("-- \n" + language.whyThis() + "\n" + end);
        String subject = wording.about()
                .map(about -> wording.title() + ": " + PlainName.of(about))
                .orElse(wording.title());
        return new Letter(
                to,
                subject,
                String.join("\n\n", parts) + "\n",
                Optional.empty(),
                Map.of(
                        "Message-ID",
                        messageId(id, userKey, pages),
                        "List-Unsubscribe",
                        "<" + end + ">",
                        "List-Unsubscribe-Post",
                        "List-Unsubscribe=One-Click"));
    }

    /** Nobody can tell by it what it is about, or that two letters had the same person. */
    private static String messageId(String id, String userKey, String pages) {
        return "<" + Digest.hex("notice", id, userKey).substring(0, 32) + "@"
                + URI.create(pages).getHost() + ">";
    }
}
