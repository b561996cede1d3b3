package io.muster.embedded.recorded;

import java.util.List;
import java.util.Set;

import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The comparison notices what is wrong; otherwise the replay would prove nothing. */
class AnswerComparisonTest {

    private final AnswerComparison comparison = new AnswerComparison(new Bindings(), Set.of("<token#1>"));

    private List<String> differences(String recorded, String actual) {
        return comparison.differences(BsonDocument.parse(recorded), BsonDocument.parse(actual));
    }

    @Test
    void acceptsTheSameAnswer() {
        assertThat(differences(
                        "{n: 1, cursor: {firstBatch: [{_id: 1, a: 'x'}]}}",
                        "{cursor: {firstBatch: [{_id: 1, a: 'x'}]}, n: 1}"))
                .isEmpty();
    }

    @Test
    void noticesAnotherValue() {
        assertThat(differences("{n: 1}", "{n: 2}")).hasSize(1);
    }

    @Test
    void noticesAnotherType() {
        assertThat(differences("{n: 1}", "{n: {$numberLong: '1'}}")).hasSize(1);
    }

    @Test
    void noticesAMissingAndAnAdditionalField() {
        assertThat(differences("{a: 1, b: 1}", "{a: 1}")).hasSize(1);
        assertThat(differences("{a: 1}", "{a: 1, errorLabels: ['TransientTransactionError']}"))
                .hasSize(1);
    }

    @Test
    void noticesAnotherOrderOfDocumentsAndOfTheirFields() {
        assertThat(differences("{firstBatch: [{_id: 1}, {_id: 2}]}", "{firstBatch: [{_id: 2}, {_id: 1}]}"))
                .isNotEmpty();
        assertThat(differences("{firstBatch: [{_id: 1, a: 1}]}", "{firstBatch: [{a: 1, _id: 1}]}"))
                .isNotEmpty();
    }

    @Test
    void noticesAnotherMessage() {
        assertThat(differences("{errmsg: 'cursor id <cursor> not found'}", "{errmsg: 'cursor id 12 not found'}"))
                .isEmpty();
        assertThat(differences("{errmsg: 'cursor id <cursor> not found'}", "{errmsg: 'cursor 12 not found'}"))
                .hasSize(1);
    }

    @Test
    void bindsPlaceholdersBothWays() {
        String time = "{$timestamp: {t: 1, i: 1}}";
        String later = "{$timestamp: {t: 1, i: 2}}";
        assertThat(differences("{a: '<ts#1>', b: '<ts#1>'}", "{a: " + time + ", b: " + time + "}"))
                .isEmpty();
        assertThat(differences("{a: '<ts#1>'}", "{a: " + later + "}")).hasSize(1);
        assertThat(differences("{a: '<ts#2>'}", "{a: " + time + "}")).hasSize(1);
    }

    @Test
    void noticesAPlaceholderOfAnotherKind() {
        assertThat(differences("{a: '<date>'}", "{a: 'yesterday'}")).hasSize(1);
        assertThat(differences("{a: '<token#1>'}", "{a: 'zz'}")).hasSize(1);
    }
}
