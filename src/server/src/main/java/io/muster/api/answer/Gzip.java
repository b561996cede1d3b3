package io.muster.api.answer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Compresses a head once for many bodies that differ in their tails alone. A body is one gzip member (RFC 1952): the
 * compressed head, flushed to a whole byte, then the tail in stored blocks (RFC 1951, 3.2.4), with the head's checksum
 * continued over it. A second member for the tail would be lost on clients that read only one. As the tail is not
 * compressed, the length of a body says nothing of it.
 */
final class Gzip {
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int BUFFER = 8192;
    private static final int MAX_STORED = 0xffff;
    private static final int STORED_HEADER = 5;
    private static final int TRAILER = 8;
    private static final int CRC_POLYNOMIAL = 0xedb88320;
    private static final int[] CRC_TABLE = crcTable();

    private final byte[] deflated;
    private final int crc;
    private final int length;

    private Gzip(byte[] deflated, int crc, int length) {
        this.deflated = deflated;
        this.crc = crc;
        this.length = length;
    }

    /** @param level of {@link Deflater} */
    static Gzip of(byte[] head, int level) {
        CRC32 crc = new CRC32();
        crc.update(head);
        return new Gzip(deflated(head, level), (int) crc.getValue(), head.length);
    }

    /**
     * Heads one after the other as one, without compressing them again: each ends at a whole byte and refers to nothing before it.
     *
     * @param whole what they compress, all together
     */
    static Gzip joined(List<Gzip> heads, byte[] whole) {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream(
                heads.stream().mapToInt(head -> head.deflated.length).sum());
        heads.forEach(head -> deflated.writeBytes(head.deflated));
        CRC32 crc = new CRC32();
        crc.update(whole);
        return new Gzip(deflated.toByteArray(), (int) crc.getValue(), whole.length);
    }

    private static byte[] deflated(byte[] head, int level) {
        Deflater deflater = new Deflater(level, true);
        try {
            deflater.setInput(head);
            ByteArrayOutputStream out = new ByteArrayOutputStream(BUFFER);
            byte[] buffer = new byte[BUFFER];
            int written = BUFFER;
            while (written == BUFFER) {
                written = deflater.deflate(buffer, 0, BUFFER, Deflater.SYNC_FLUSH);
                out.write(buffer, 0, written);
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    /** The head and this tail as one gzip member. */
    byte[] followedBy(byte[] tail) {
        int blocks = Math.max(1, (tail.length + MAX_STORED - 1) / MAX_STORED);
        ByteBuffer out = ByteBuffer.allocate(
                        HEADER.length + deflated.length + blocks * STORED_HEADER + tail.length + TRAILER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(HEADER)
                .put(deflated);
        for (int block = 0; block < blocks; block++) {
            int from = block * MAX_STORED;
            int size = Math.min(MAX_STORED, tail.length - from);
            out.put((byte) (block == blocks - 1 ? 1 : 0))
                    .putShort((short) size)
                    .putShort((short) ~size)
                    .put(tail, from, size);
        }
        return out.putInt(continued(tail)).putInt(length + tail.length).array();
    }

    private int continued(byte[] tail) {
        int register = ~crc;
        for (byte one : tail) {
            register = CRC_TABLE[(register ^ one) & 0xff] ^ (register >>> Byte.SIZE);
        }
        return ~register;
    }

    private static int[] crcTable() {
        int[] table = new int[1 << Byte.SIZE];
        for (int i = 0; i < table.length; i++) {
            int register = i;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                register = (register & 1) == 0 ? register >>> 1 : (register >>> 1) ^ CRC_POLYNOMIAL;
            }
            table[i] = register;
        }
        return table;
    }
}
