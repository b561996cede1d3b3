package io.muster.api.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.live.Notice;
import io.muster.testing.openapi.ContractDocument;
import io.muster.testing.openapi.FrameContract;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The document of the frames and the code list the same. */
class AsyncApiDocumentTest {
    private static final JsonNode DOCUMENT = ContractDocument.ASYNCAPI.tree();

    @Test
    void everyFrameIsDescribedAndNoOther() {
        List<String> frames = Stream.concat(
                        Stream.of("welcome", "pong", "error", "resync", "staff:attendance"),
                        Arrays.stream(Notice.Type.values()).map(Notice.Type::wireName))
                .toList();

        assertThat(FrameContract.events()).containsExactlyInAnyOrderElementsOf(frames);
    }

    @Test
    void everyRefusalOfAMessageIsDescribedAndAsDescribed() {
        FrameJson frames = new FrameJson();
        List<String> codes = new ArrayList<>();
        DOCUMENT.at("/components/schemas/Error/properties/data/properties/code/enum")
                .forEach(code -> codes.add(code.textValue()));

        assertThat(codes)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ProtocolViolation.values())
                        .map(Enum::name)
                        .toList());
        for (ProtocolViolation offence : ProtocolViolation.values()) {
            assertThat(FrameContract.violations(frames.error(offence.name(), offence.message())))
                    .isEmpty();
        }
    }

    @Test
    void everyReasonOfHidingIsDescribed() {
        List<String> reasons = new ArrayList<>();
        DOCUMENT.at("/components/schemas/EventHidden/properties/data/properties/reason/enum")
                .forEach(reason -> reasons.add(reason.textValue()));

        assertThat(reasons)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Notice.Reason.values())
                        .map(reason -> reason.name().toLowerCase(java.util.Locale.ROOT))
                        .toList());
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = new ArrayList<>();
        DOCUMENT.findValuesAsText("$ref").forEach(references::add);

        assertThat(references).isNotEmpty().allSatisfy(reference -> {
            ContractDocument document =
                    reference.startsWith("openapi.yaml#") ? ContractDocument.OPENAPI : ContractDocument.ASYNCAPI;
            assertThat(document.tree()
                            .at(reference.substring(reference.indexOf('#') + 1))
                            .isMissingNode())
                    .as(reference)
                    .isFalse();
        });
    }
}
