package io.muster.api.answer;

import java.nio.charset.StandardCharsets;
import java.util.List;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

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
    void aPartOfOneReadersOwnIsKeptForNobody() {
        Body body = body(kept(1), JsonPart.of(json("a", 2)));

        assertThat(heads.of(body)).isNotSameAs(heads.of(body));
        assertThat(heads.bytes()).isZero();
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
