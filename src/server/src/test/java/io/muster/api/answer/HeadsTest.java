package io.muster.api.answer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whose bodies begin with the same parts share one head. */
class HeadsTest {
    private final Heads heads = new Heads(20_000);

    @Test
    void theSamePartsAreJoinedOnce() {
        JsonPart one = kept(1);
        JsonPart two = kept(2);
        Head head = heads.of(body(one, two));

        assertThat(heads.of(new Body("[", List.of(one, two), "] for another"))).isSameAs(head);
        assertThat(new String(head.followedBy(new byte[] {']'}), StandardCharsets.UTF_8))
                .isEqualTo("[{\"a\":1,\"b\":1},{\"a\":2,\"b\":2}]");
        assertThat(heads.of(body(two, one))).isNotSameAs(head);
        assertThat(heads.of(body(one))).isNotSameAs(head);
        assertThat(heads.of(body(one, kept(2))))
                .as("another part with the same bytes")
                .isNotSameAs(head);
    }

    @Test
    void aPartOfOneReadersOwnIsKeptForNobodyAndWhatIsAroundItForAll() {
        List<JsonPart> shared = IntStream.range(0, 20).mapToObj(HeadsTest::kept).toList();
        Head before = heads.of(new Body("[", shared.subList(0, 7), ""));
        Head after = heads.of(new Body(",", shared.subList(7, 20), ""));
        long bytes = heads.bytes();

        for (int reader = 0; reader < 3; reader++) {
            List<JsonPart> parts = new ArrayList<>(shared);
            parts.add(7, JsonPart.of(json("own", reader)));
            assertThat(text(heads.of(new Body("[", parts, "]")), "]"))
                    .isEqualTo(parts.stream().map(Parts::text).collect(Collectors.joining(",", "[", "]")));
        }

        assertThat(heads.bytes()).isEqualTo(bytes);
        assertThat(heads.of(new Body("[", shared.subList(0, 7), ""))).isSameAs(before);
        assertThat(heads.of(new Body(",", shared.subList(7, 20), ""))).isSameAs(after);
        assertThat(heads.of(body(JsonPart.of(json("own", 1)))))
                .isNotSameAs(heads.of(body(JsonPart.of(json("own", 1)))));
        assertThat(heads.bytes()).isEqualTo(bytes);
    }

    /** However own and shared parts alternate, plain and compressed; and the tag does not tell which is which. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void piecesAreOneBody(long seed) throws IOException {
        Random random = new Random(seed);
        List<JsonPart> parts = IntStream.range(0, random.nextInt(40))
                .mapToObj(i -> random.nextInt(4) == 0 ? JsonPart.of(json("own", i)) : kept(i))
                .toList();
        Head head = heads.of(new Body("[", parts, "]"));
        Head whole = new Head(new Body("[", parts, "]"), Deflater.BEST_SPEED);
        String plain = text(whole, "]");

        assertThat(text(head, "]")).isEqualTo(plain);
        assertThat(head.tag()).isEqualTo(whole.tag());
        assertThat(head.length()).isEqualTo(whole.length());
        for (int i = 0; i < 2; i++) {
            byte[] gzipped = head.gzippedWith("]".getBytes(StandardCharsets.UTF_8));
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo(plain);
            }
        }
    }

    private static String text(Head head, String tail) {
        return new String(head.followedBy(tail.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    @Test
    void tagsAreEqualForEqualBytesAlone() {
        String tag = heads.of(body(kept(1), kept(2))).tag();

        assertThat(heads.of(body(kept(1), kept(2))).tag()).isEqualTo(tag);
        assertThat(heads.of(body(kept(2), kept(1))).tag()).isNotEqualTo(tag);
        assertThat(heads.of(body(kept(1))).tag()).isNotEqualTo(tag);
        assertThat(heads.of(body(kept(1), kept(3))).tag()).isNotEqualTo(tag);
    }

    @Test
    void theyAreKeptUpToANumberOfBytes() {
        for (int i = 0; i < 100; i++) {
            heads.of(body(kept(i)));
            assertThat(heads.bytes()).isBetween(1L, 20_000L);
        }
    }

    private static Body body(JsonPart... parts) {
        return new Body("[", List.of(parts), "]");
    }

    private static JsonPart kept(int value) {
        return JsonPart.joined(JsonPart.bytes(json("a", value)), json("b", value), true);
    }

    private static ObjectNode json(String name, int value) {
        return JsonNodeFactory.instance.objectNode().put(name, value);
    }
}
