package io.muster.identity;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a {@link Caller} out of a verified token's claims, by the contract's table (docs/api.md#claims). */
final class CallerReader {
    static final Pattern PROVIDER = Pattern.compile("[A-Za-z0-9_-]{1,32}");

    private static final Pattern SUBJECT = Pattern.compile("[!-~]{1,128}");
    private static final String READ = "read";

    private final String defaultProvider;
    private final boolean providerFromClaim;
    private final Employers employersUnlessNamed;

    /**
     * @param defaultProvider the provider of tokens that name none
     * @param providerFromClaim whether a token may name its provider at all; with a provider's published keys it may not
     * @param singleTenant whether a person whose token names no managers works for all of them
     */
    CallerReader(String defaultProvider, boolean providerFromClaim, boolean singleTenant) {
        this.defaultProvider = defaultProvider;
        this.providerFromClaim = providerFromClaim;
        this.employersUnlessNamed = singleTenant ? Employers.EVERYONE : Employers.NOBODY;
    }

    Caller read(Claims claims) throws ClaimException {
        Optional<String> managerId = claims.matching("managerId", Claims.ID);
        return new Caller(
                userKey(claims),
                ProfileReader.read(claims),
                managerId,
                managerId.isPresent() && readOnly(claims),
                claims.ids("managerIds").map(Employers::of).orElse(employersUnlessNamed),
                claims.ids("teamIds").orElse(Set.of()),
                claims.strings("groups").orElse(Set.of()).contains(CallerPrincipal.ADMIN),
                Optional.empty(),
                claims.isTrue("email_verified"));
    }

    private String userKey(Claims claims) throws ClaimException {
        String provider =
                providerFromClaim ? claims.matching("provider", PROVIDER).orElse(defaultProvider) : defaultProvider;
        if (Caller.OWN_PROVIDERS.contains(provider)) {
            throw new ClaimException("provider", "is not one of tokens");
        }
        Optional<String> subject = claims.matching("sub", SUBJECT);
        if (subject.isEmpty()) {
            throw new ClaimException("sub", "is missing");
        }
        return provider + ":" + subject.get();
    }

    /** An unknown access is refused, because it may be meant as a restriction. */
    private static boolean readOnly(Claims claims) throws ClaimException {
        Optional<String> access = claims.string("access");
        if (access.isPresent() && !access.get().equals(READ)) {
            throw new ClaimException("access", "is unknown");
        }
        return access.isPresent();
    }
}
