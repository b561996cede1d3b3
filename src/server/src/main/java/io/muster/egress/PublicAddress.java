package io.muster.egress;

import java.net.InetAddress;
import java.util.Arrays;

/** Addresses of the public internet, by the registries of special addresses (RFC 6890): whatever is not surely public is not. */
final class PublicAddress {
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final int MAPPED_AT = 12;
    private static final int SIX_TO_FOUR_AT = 2;

    /** Unspecified, private, shared (CGNAT), loopback, link-local, documentation, benchmarks, multicast, reserved and broadcast. */
    private static final AddressRanges SPECIAL_IPV4 = AddressRanges.of(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /** Of IPv6 this alone is given out as public. */
    private static final AddressRanges GLOBAL_IPV6 = AddressRanges.of("2000::/3");

    /** IETF's own with Teredo, and documentation. */
    private static final AddressRanges SPECIAL_IPV6 = AddressRanges.of("2001::/23", "2001:db8::/32", "3fff::/20");

    /** An IPv4 address stands in the last four bytes. The JDK makes IPv4 addresses of mapped ones itself, but for those in bytes. */
    private static final AddressRanges WITH_IPV4_LAST = AddressRanges.of("64:ff9b::/96");

    private static final AddressRanges SIX_TO_FOUR = AddressRanges.of("2002::/16");

    private PublicAddress() {}

    static boolean is(InetAddress address) {
        return isPublic(address.getAddress());
    }

    static boolean isPublic(byte[] address) {
        if (address.length == IPV4_BYTES) {
            return !SPECIAL_IPV4.have(address);
        }
        if (isMapped(address) || WITH_IPV4_LAST.have(address)) {
            return isPublic(Arrays.copyOfRange(address, MAPPED_AT, IPV6_BYTES));
        }
        if (SIX_TO_FOUR.have(address)) {
            return isPublic(Arrays.copyOfRange(address, SIX_TO_FOUR_AT, SIX_TO_FOUR_AT + IPV4_BYTES));
        }
        return GLOBAL_IPV6.have(address) && !SPECIAL_IPV6.have(address);
    }

    private static boolean isMapped(byte[] address) {
        for (int at = 0; at < MAPPED_AT - 2; at++) {
            if (address[at] != 0) {
                return false;
            }
        }
        return address[MAPPED_AT - 2] == -1 && address[MAPPED_AT - 1] == -1;
    }
}
