package io.muster.startup;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Risks of the database's address. The driver does not parse it here, because that would query DNS; the driver itself
 * reports what is invalid.
 */
final class DatabaseRisks {
    private static final String NAME = "MUSTER_MONGODB_URI";
    private static final Pattern ADDRESS = Pattern.compile(
            "mongodb(?<srv>\\+srv)?://(?:(?<user>[^@/]*)@)?" + "(?<hosts>[^/?]*)(?:/[^?]*)?(?:\\?(?<options>.*))?");
    private static final Pattern THIS_MACHINE = Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?");
    private static final Set<String> UNCHECKED = Set.of(
            "tlsinsecure=true",
            "tlsallowinvalidcertificates=true",
            "tlsallowinvalidhostnames=true",
            "sslinvalidhostnameallowed=true");

    private DatabaseRisks() {}

    static Stream<RiskySetting> in(String uri) {
        Matcher address = ADDRESS.matcher(uri);
        if (!address.matches() || isOnThisMachine(address.group("hosts"))) {
            return Stream.empty();
        }
        Set<String> options = options(address.group("options"));
        boolean srv = address.group("srv") != null;
        Stream.Builder<RiskySetting> risks = Stream.builder();
        if (!isEncrypted(srv, options)) {
            risks.add(new RiskySetting(
                    NAME,
                    "The connection to the database is without TLS: everybody on the path can read and change it.",
                    "Add tls=true to its options, and give the database a certificate."));
        }
        if (options.stream().anyMatch(UNCHECKED::contains)) {
            risks.add(new RiskySetting(
                    NAME,
                    "The database's certificate is not checked: another server can pose as the database.",
                    "Leave the option out and add the certificate's issuer to the trust store."));
        }
        boolean named =
                address.group("user") != null || options.stream().anyMatch(it -> it.startsWith("authmechanism="));
        if (!named) {
            risks.add(new RiskySetting(
                    NAME,
                    "The database is used without a name and password: everybody who can reach it can use it.",
                    "Create a user with the role readWrite on the service's database only."));
        }
        return risks.build();
    }

    private static boolean isEncrypted(boolean srv, Set<String> options) {
        boolean off = options.contains("tls=false") || options.contains("ssl=false");
        return !off && (srv || options.contains("tls=true") || options.contains("ssl=true"));
    }

    private static boolean isOnThisMachine(String hosts) {
        return Arrays.stream(hosts.split(",", -1))
                .allMatch(host -> THIS_MACHINE.matcher(host).matches());
    }

    private static Set<String> options(@Nullable String options) {
        List<String> parts = options == null ? List.of() : List.of(options.split("[&;]"));
        return parts.stream().map(it -> it.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }
}
