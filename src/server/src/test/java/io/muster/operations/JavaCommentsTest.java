package io.muster.operations;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JavaCommentsTest {
    @Test
    void commentsOfEachKindInOneLineEach() {
        String source = """
                /**
                 * A sentence that
                 * goes on.
                 */
                class Type { // beside
                    /* inside */
                }
                """;

        assertThat(JavaComments.of(source))
                .containsExactly("/** A sentence that goes on. */", "// beside", "/* inside */");
    }

    @Test
    void whatOnlyLooksLikeACommentIsNone() {
        String source = """
                String address = "https://example.org/* no */";
                char slash = '/'; char quote = '"';
                String escaped = "\\"// no";
                """;

        assertThat(JavaComments.of(source)).isEmpty();
    }
}
