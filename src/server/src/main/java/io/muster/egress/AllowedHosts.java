package io.muster.egress;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.quarkus.runtime.configuration.ConfigurationException;

/** Hosts that may be sent to whatever their address is, each with its port: {@code receiver.internal:8443}. */
public final class AllowedHosts {
    public static final AllowedHosts NONE = new AllowedHosts(Set.of());

    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(?:([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)|\\[([0-9a-f:.]+)]):([0-9]{1,5})");
    private static final int MAX_PORT = 0xffff;
    private static final int PORT = 3;

    private final Set<HostAndPort> hosts;

    private record HostAndPort(String host, int port) {}

    private AllowedHosts(Set<HostAndPort> hosts) {
        this.hosts = Set.copyOf(hosts);
    }

    /**
     * Reads a setting.
     *
     * @param name of the setting, for the message
     * @throws ConfigurationException where one of them is no {@code host:port}
     */
    public static AllowedHosts from(String name, Optional<List<String>> setting) {
        Set<HostAndPort> hosts = new HashSet<>();
        for (String text : setting.orElse(List.of())) {
            if (!text.isBlank()) {
                hosts.add(hostAndPort(name, text.strip().toLowerCase(Locale.ROOT)));
            }
        }
        return new AllowedHosts(hosts);
    }

    private static HostAndPort hostAndPort(String name, String text) {
        var parts = HOST_AND_PORT.matcher(text);
        if (!parts.matches()) {
            throw refused(name);
        }
        int port = Integer.parseInt(parts.group(PORT));
        if (port == 0 || port > MAX_PORT) {
            throw refused(name);
        }
        String host = parts.group(1);
        return new HostAndPort(host == null ? parts.group(2) : host, port);
    }

    private static ConfigurationException refused(String name) {
        return new ConfigurationException(
                name + " must name hosts with their ports, separated by commas: receiver.internal:8443");
    }

    boolean have(EgressUrl url) {
        return hosts.contains(new HostAndPort(url.host(), url.port()));
    }

    public boolean isEmpty() {
        return hosts.isEmpty();
    }
}
