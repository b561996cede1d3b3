package io.muster.identity;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;

/**
 * What a token says of a person, within the contract's limits (docs/api.md#profile). What exceeds them is dropped, not
 * refused.
 */
final class ProfileReader {
    private static final int MAX_NAME_BYTES = 128;
    private static final int MAX_EMAIL_CHARS = 254;
    private static final int MAX_PICTURE_BYTES = 200;

    private ProfileReader() {}

    static Profile read(Claims claims) throws ClaimException {
        return new Profile(
                claims.stringOrNull("name").map(ProfileReader::name).filter(it -> !it.isEmpty()),
                claims.stringOrNull("email").filter(ProfileReader::isEmail),
                claims.stringOrNull("picture").filter(ProfileReader::isPicture));
    }

    /** Cut between code points; without control characters and bidirectional overrides. */
    private static String name(String claim) {
        StringBuilder name = new StringBuilder();
        int bytes = 0;
        for (int codePoint :
                claim.strip().codePoints().filter(ProfileReader::isWritable).toArray()) {
            bytes += utf8Length(codePoint);
            if (bytes > MAX_NAME_BYTES) {
                break;
            }
            name.appendCodePoint(codePoint);
        }
        return name.toString().strip();
    }

    private static boolean isWritable(int codePoint) {
        boolean bidirectionalOverride =
                (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
        int type = Character.getType(codePoint);
        return type != Character.CONTROL && type != Character.SURROGATE && !bidirectionalOverride;
    }

    private static int utf8Length(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    private static boolean isEmail(String claim) {
        return claim.length() <= MAX_EMAIL_CHARS
                && claim.indexOf('@') >= 0
                && claim.codePoints().allMatch(ProfileReader::isWritable);
    }

    private static boolean isPicture(String claim) {
        if (claim.getBytes(StandardCharsets.UTF_8).length > MAX_PICTURE_BYTES) {
            return false;
        }
        try {
            URI uri = new URI(claim);
            return "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
