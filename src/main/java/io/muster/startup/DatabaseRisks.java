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
 * How the database is reached, by the address alone. It is not parsed by the driver: that would ask the name servers, and
 * what is wrong with an address the driver says itself.
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
                    "The database is spoken to without TLS: whoever is on the way reads and changes what is said.",
                    "Add tls=true to its options, and a certificate to the database."));
        }
        if (options.stream().anyMatch(UNCHECKED::contains)) {
            risks.add(new RiskySetting(
                    NAME,
                    "The database's certificate is not checked: anybody may pose as the database.",
                    "Leave the option out and let the service know the certificate's issuer."));
        }
        boolean named =
                address.group("user") != null || options.stream().anyMatch(it -> it.startsWith("authmechanism="));
        if (!named) {
            risks.add(new RiskySetting(
                    NAME,
                    "The database is opened without a name and password: it is open to whoever reaches it.",
                    "Make a user with the role readWrite on the service's database alone."));
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
