package io.muster.startup;

import java.util.stream.Stream;

import io.muster.audit.AuditSettings;

/** Risks of an audit that does not run. */
final class AuditRisks {
    private AuditRisks() {}

    static Stream<RiskySetting> in(AuditSettings audit) {
        return audit.every().isZero() || audit.every().isNegative()
                ? Stream.of(new RiskySetting(
                        "muster.audit.every",
                        "No audit checks whether a role has more people than places, so the alert fires only after an audit on request.",
                        "Leave it out (a day), unless restored backups are audited instead."))
                : Stream.empty();
    }
}
