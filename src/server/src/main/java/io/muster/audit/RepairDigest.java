package io.muster.audit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bson.types.ObjectId;

/**
 * Identifies what a dry run would do.
 *
 * @param hash 64 hexadecimal digits
 * @param until if it stopped before the last event, the last one it checked
 */
public record RepairDigest(String hash, Optional<ObjectId> until) {
    private static final Pattern TEXT = Pattern.compile("([0-9a-f]{64})(?:-([0-9a-f]{24}))?");

    /** Parses {@link #text}; empty for anything else. */
    public static Optional<RepairDigest> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new RepairDigest(
                        matcher.group(1), Optional.ofNullable(matcher.group(2)).map(ObjectId::new)))
                : Optional.empty();
    }

    /** Both in one word. */
    public String text() {
        return hash + until.map(id -> "-" + id.toHexString()).orElse("");
    }
}
