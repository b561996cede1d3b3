package io.muster.identity;

import java.util.regex.Pattern;

/** Addresses of this machine itself: for a trial, where everything runs on one machine and nothing has a certificate. */
public final class LocalAddress {
    private static final Pattern LOCAL = Pattern.compile("http://(localhost|127\\.0\\.0\\.1)(:\\d+)?(/.*)?");

    private LocalAddress() {}

    /** Whether it is an http address of this machine; an https address is none, whichever machine it is of. */
    public static boolean is(String address) {
        return LOCAL.matcher(address).matches();
    }
}
