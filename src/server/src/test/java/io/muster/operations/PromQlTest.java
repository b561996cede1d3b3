package io.muster.operations;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PromQlTest {
    @Test
    void findsMetricsAndNothingElse() {
        assertThat(PromQl.metrics("(sum by (le, job) (rate(a_bucket{job=\"b\",c=~\"d|e\"}[5m])) or vector(0))"
                        + " / sum(f:g_total) > 0.9 and absent(up{job=\"h\"} == 1)"))
                .containsExactlyInAnyOrder("a_bucket", "f:g_total", "up");
    }

    @Test
    void findsTheValuesOfALabel() {
        assertThat(PromQl.values("a{outcome=~\"b|c\"} / d{outcome=\"e\",x=\"f\"}", "outcome"))
                .containsExactlyInAnyOrder("b", "c", "e");
    }
}
