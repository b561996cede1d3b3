package io.muster.startup;

import java.util.stream.Stream;

import io.muster.audit.AuditSettings;

/** Whether anybody looks after what must never happen. */
final class AuditRisks {
    private AuditRisks() {}

    static Stream<RiskySetting> in(AuditSettings audit) {
        return audit.every().isZero() || audit.every().isNegative()
                ? Stream.of(new RiskySetting(
                        "muster.audit.every",
                        "Nobody looks whether a role has more people than places: the alert can only come of audits by hand.",
                        "Leave it out (a day), unless restored backups are audited instead."))
                : Stream.empty();
    }
}
