package io.muster.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/** Ranges of addresses, as in {@code 10.0.0.0/8}. */
record AddressRanges(List<Range> ranges) {

    /** The first {@code bits} of an address. */
    private record Range(byte[] prefix, int bits) {
        boolean has(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            int whole = bits / Byte.SIZE;
            for (int at = 0; at < whole; at++) {
                if (address[at] != prefix[at]) {
                    return false;
                }
            }
            int rest = bits % Byte.SIZE;
            return rest == 0 || ((address[whole] ^ prefix[whole]) & 0xff) >> (Byte.SIZE - rest) == 0;
        }
    }

    static AddressRanges of(String... ranges) {
        return new AddressRanges(Stream.of(ranges).map(AddressRanges::range).toList());
    }

    private static Range range(String text) {
        int slash = text.indexOf('/');
        try {
            // A literal is not looked up.
            byte[] prefix = InetAddress.getByName(text.substring(0, slash)).getAddress();
            return new Range(prefix, Integer.parseInt(text.substring(slash + 1)));
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException(text, impossible);
        }
    }

    boolean have(byte[] address) {
        return ranges.stream().anyMatch(it -> it.has(address));
    }
}
