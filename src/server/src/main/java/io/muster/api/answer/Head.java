package io.muster.api.answer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

import io.muster.event.Digest;
import org.jspecify.annotations.Nullable;

/** What a body begins with: joined once and compressed once for all whose bodies begin so. For any thread. */
final class Head {
    private final byte[] plain;
    private final List<JsonPart> parts;
    private final Supplier<Gzip> compress;
    private @Nullable Gzip gzip;
    private @Nullable String tag;

    /** @param level of {@link java.util.zip.Deflater} */
    Head(Body body, int level) {
        this.parts = body.parts();
        this.plain = joined(body.opening(), parts);
        this.compress = () -> Gzip.of(plain, level);
    }

    /** @param pieces at least one; none of them is joined or compressed anew */
    Head(List<Head> pieces) {
        this.parts = pieces.stream().flatMap(piece -> piece.parts.stream()).toList();
        ByteArrayOutputStream out =
                new ByteArrayOutputStream(pieces.stream().mapToInt(Head::length).sum());
        pieces.forEach(piece -> out.writeBytes(piece.plain));
        this.plain = out.toByteArray();
        this.compress = () -> Gzip.joined(pieces.stream().map(Head::gzip).toList(), plain);
    }

    private static byte[] joined(String opening, List<JsonPart> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(opening.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.writeBytes(parts.get(i).utf8());
        }
        return out.toByteArray();
    }

    int length() {
        return plain.length;
    }

    byte[] followedBy(byte[] tail) {
        byte[] whole = new byte[plain.length + tail.length];
        System.arraycopy(plain, 0, whole, 0, plain.length);
        System.arraycopy(tail, 0, whole, plain.length, tail.length);
        return whole;
    }

    byte[] gzippedWith(byte[] tail) {
        return gzip().followedBy(tail);
    }

    /** Others who need it meanwhile wait the few milliseconds: to compress it too would take them longer. */
    synchronized Gzip gzip() {
        if (gzip == null) {
            gzip = compress.get();
        }
        return gzip;
    }

    /** Equal for equal parts alone. */
    synchronized String tag() {
        if (tag == null) {
            tag = Digest.hex(parts.stream().map(JsonPart::tag).toArray(String[]::new));
        }
        return tag;
    }
}
