package io.muster.api.http;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ByteBudgetTest {
    private final ByteBudget budget = new ByteBudget(100, 40);

    @Test
    void nobodyTakesMoreThanAShare() {
        assertThat(budget.take("ada", 30)).isTrue();
        assertThat(budget.take("ada", 20)).isFalse();
        assertThat(budget.take("bob", 40)).isTrue();
        assertThat(budget.held()).isEqualTo(70);
    }

    @Test
    void allTogetherTakeNoMoreThanThereIs() {
        assertThat(budget.take("ada", 40)).isTrue();
        assertThat(budget.take("bob", 40)).isTrue();
        assertThat(budget.take("cleo", 40)).isFalse();

        budget.giveBack("ada", 40);

        assertThat(budget.take("cleo", 40)).isTrue();
    }

    @Test
    void oneBodyIsLetInWhateverAShareIs() {
        assertThat(budget.take("ada", 90)).isTrue();
        assertThat(budget.take("ada", 1)).isFalse();
        budget.giveBack("ada", 89);
        assertThat(budget.take("ada", 39)).isTrue();
        budget.giveBack("ada", 40);
        assertThat(budget.held()).isZero();
    }

    @Test
    void whatCannotBeRefusedCountsForTheNext() {
        budget.add("ada", 120);
        assertThat(budget.held()).isEqualTo(120);
        assertThat(budget.take("bob", 1)).isFalse();

        budget.giveBack("ada", 120);

        assertThat(budget.take("bob", 1)).isTrue();
    }

    @Test
    void whatBeginsMayGoBeyondOnce() {
        assertThat(budget.hasRoom("ada")).isTrue();
        budget.add("ada", 40);
        assertThat(budget.hasRoom("ada")).isFalse();
        assertThat(budget.hasRoom("bob")).isTrue();
        budget.add("bob", 60);
        assertThat(budget.hasRoom("cleo")).isFalse();

        budget.giveBack("ada", 1);

        assertThat(budget.hasRoom("ada")).isTrue();
    }
}
