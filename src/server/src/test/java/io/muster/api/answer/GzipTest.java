package io.muster.api.answer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A head compressed once and any tail are one gzip member. */
class GzipTest {
    private static final int GZIP_HEADER = 10;
    private static final int GZIP_TRAILER = 8;

    private final Random random = new Random(1);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 8_191, 8_192, 8_193, 200_000})
    void headAndTailComeBack(int headLength) throws Exception {
        for (byte[] head : new byte[][] {noise(headLength), text(headLength)}) {
            for (int level : new int[] {Deflater.BEST_SPEED, Deflater.DEFAULT_COMPRESSION}) {
                Gzip gzip = Gzip.of(head, level);
                for (int tailLength : new int[] {0, 1, 90, 65_535, 65_536, 200_000}) {
                    byte[] tail = noise(tailLength);
                    assertRead(gzip.followedBy(tail), head, tail);
                }
            }
        }
    }

    private static void assertRead(byte[] member, byte[] head, byte[] tail) throws IOException, DataFormatException {
        byte[] whole = new byte[head.length + tail.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(tail, 0, whole, head.length, tail.length);
        // It checks length and checksum.
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(member))) {
            assertThat(in.readAllBytes()).isEqualTo(whole);
        }
        Inflater inflater = new Inflater(true);
        inflater.setInput(member, GZIP_HEADER, member.length - GZIP_HEADER);
        byte[] read = new byte[whole.length + 1];
        assertThat(inflater.inflate(read)).isEqualTo(whole.length);
        assertThat(inflater.finished()).isTrue();
        assertThat(inflater.getRemaining()).as("one member").isEqualTo(GZIP_TRAILER);
        inflater.end();
    }

    private byte[] noise(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] text(int length) {
        return "{\"event\":1}".repeat(1 + length / 11).substring(0, length).getBytes(StandardCharsets.UTF_8);
    }
}
