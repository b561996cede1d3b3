package io.muster.startup;

import java.util.List;
import java.util.stream.Stream;

import io.muster.api.http.OriginsConfig;
import io.muster.api.limit.RateLimitConfig;
import io.muster.identity.IdentityConfig;
import io.muster.identity.LocalAddress;

/** Risks of authentication, origins, rate limits and tenants. */
final class AccessRisks {
    private AccessRisks() {}

    static Stream<RiskySetting> in(IdentityConfig identity, OriginsConfig origins, RateLimitConfig rates) {
        return Stream.of(
                        tenants(identity),
                        rotation(identity),
                        keys(identity),
                        origins(origins.allowedOrigins().orElse(List.of())),
                        rates(rates))
                .flatMap(it -> it);
    }

    private static Stream<RiskySetting> tenants(IdentityConfig identity) {
        return identity.singleTenant().orElse(false)
                ? Stream.of(new RiskySetting(
                        "MUSTER_SINGLE_TENANT",
                        "Staff whose token has no managerIds see the events of every manager.",
                        "Set it to false unless all managers of this installation are one firm."))
                : Stream.empty();
    }

    private static Stream<RiskySetting> rotation(IdentityConfig identity) {
        return identity.jwt().secretPrevious().filter(it -> !it.isBlank()).stream()
                .map(secret -> new RiskySetting(
                        "MUSTER_JWT_SECRET_PREVIOUS",
                        "Tokens signed with the previous secret are still accepted.",
                        "Remove it once the last token signed with it has expired."));
    }

    private static Stream<RiskySetting> keys(IdentityConfig identity) {
        return identity.jwt().jwksUrl().filter(url -> url.startsWith("http://")).stream()
                .map(url -> new RiskySetting(
                        "MUSTER_JWT_JWKS_URL",
                        "Keys that are fetched over http can be exchanged on the way.",
                        "Use https for anything but a trial on one machine."));
    }

    private static Stream<RiskySetting> origins(List<String> origins) {
        return origins.stream().anyMatch(AccessRisks::isInTheClear)
                ? Stream.of(new RiskySetting(
                        "MUSTER_ALLOWED_ORIGINS",
                        "A page of an http origin can be replaced in transit, and the replacement can use the token.",
                        "Allow https origins only."))
                : Stream.empty();
    }

    private static boolean isInTheClear(String origin) {
        return origin.startsWith("http://") && !LocalAddress.is(origin);
    }

    private static Stream<RiskySetting> rates(RateLimitConfig rates) {
        String risk = "One person may respond as often as they can send.";
        Stream.Builder<RiskySetting> risks = Stream.builder();
        if (rates.perEventMinute() == 0) {
            risks.add(new RiskySetting("MUSTER_RATE_LIMIT_PER_EVENT_MINUTE", risk, "Leave it out; 5 is usual."));
        }
        if (rates.perMinute() == 0) {
            risks.add(new RiskySetting("MUSTER_RATE_LIMIT_PER_MINUTE", risk, "Leave it out; 30 is usual."));
        }
        return risks.build();
    }
}
