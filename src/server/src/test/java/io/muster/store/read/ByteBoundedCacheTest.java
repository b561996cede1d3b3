package io.muster.store.read;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ByteBoundedCacheTest {
    private final ByteBoundedCache<String, String> cache = new ByteBoundedCache<>(100);

    @Test
    void whatWasUsedLeastRecentlyGoesFirst() {
        cache.put("a", "1", 40);
        cache.put("b", "2", 40);
        assertThat(cache.get("a")).contains("1");
        cache.put("c", "3", 40);

        assertThat(cache.get("a")).contains("1");
        assertThat(cache.get("b")).isEmpty();
        assertThat(cache.get("c")).contains("3");
        assertThat(cache.bytes()).isEqualTo(80);
    }

    @Test
    void oneInPlaceOfAnotherIsWeighedAnew() {
        cache.put("a", "1", 90);
        cache.put("a", "2", 10);
        cache.put("b", "3", 90);

        assertThat(cache.get("a")).contains("2");
        assertThat(cache.get("b")).contains("3");
        assertThat(cache.bytes()).isEqualTo(100);
    }

    @Test
    void whatIsTooLargeIsNotKeptAndTakesNothingElseAway() {
        cache.put("a", "1", 60);
        cache.put("b", "2", 101);
        assertThat(cache.get("a")).contains("1");
        assertThat(cache.get("b")).isEmpty();

        cache.put("a", "3", 101);
        assertThat(cache.get("a")).as("the one it took the place of").isEmpty();
        assertThat(cache.bytes()).isZero();
    }
}
