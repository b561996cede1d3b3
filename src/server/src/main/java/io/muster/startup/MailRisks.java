package io.muster.startup;

import java.util.Set;
import java.util.stream.Stream;

import io.muster.mail.MailRisk;

/** Risks of letters. */
final class MailRisks {
    private MailRisks() {}

    static Stream<RiskySetting> in(Set<MailRisk> risks) {
        return risks.stream().map(MailRisks::setting);
    }

    private static RiskySetting setting(MailRisk risk) {
        return risk == MailRisk.IN_THE_CLEAR
                ? new RiskySetting(
                        "MUSTER_SMTP_TLS",
                        "Letters, the codes in them and the server's password can be read on the way.",
                        "Use starttls or tls for anything but a server on this machine.")
                : new RiskySetting(
                        "MUSTER_SMTP_PAGES",
                        "A page that is opened over http can be replaced in transit, and the replacement has the code.",
                        "Name the pages' https address.");
    }
}
