package io.muster.testing.openapi;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A wrong frame is found, whatever is wrong with it, and a right one passes. */
class FrameContractTest {
    private static final String STEP = """
            "eventId":"66f0c2a7e4b0a1b2c3d4e5f6","id":"66f0c2a7e4b0a1b2c3d4e5f6","version":2,
            "timestamp":"2026-06-01T12:00:00.000Z","step":true""";

    private static final String FIGURES = """
            "acceptedCount":1,"standbyCount":0,"declinedCount":0,"status":"published",
            "roleStats":[{"role":"Server","capacity":2,"taken":1,"remaining":1,"is_full":false,"standby":0}]""";

    private static final String ADA = """
            {"userKey":"google:1","name":"Ada","email":null,"picture":null,"response":"accept","role":"Server",
            "respondedAt":"2026-06-01T12:00:00.000Z","version":2,"since":2}""";

    private static final String RESPONSE = """
            {"id":"82AB","event":"event:response","data":{%s,%s,"response":"accept","role":"Server",
            "userId":"google:1","respondedStaff":%s,"acceptedStaff":[%s],"standbyStaff":[],"declinedStaff":[]}}""".formatted(STEP, FIGURES, ADA, ADA);

    private static final String OTHERS =
            "{\"id\":\"82AB\",\"event\":\"event:response\",\"data\":{\"fromVersion\":1,%s,%s}}"
                    .formatted(STEP, FIGURES);

    @Test
    void rightFramesPass() {
        assertThat(FrameContract.violations(OTHERS)).isEmpty();
        assertThat(FrameContract.violations(RESPONSE)).isEmpty();
        assertThat(FrameContract.violations("{\"event\":\"resync\"}")).isEmpty();
        assertThat(FrameContract.checked("{\"id\":\"82AB\",\"event\":\"pong\"}"))
                .contains("pong");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"userId\":\"google:1\",; ''",
                "\"userId\":\"google:1\"; \"userId\":\"google:1\",\"actor\":\"google:1\"",
                "\"declinedStaff\":[]; \"listsOmitted\":true",
                "\"declinedStaff\":[]; \"declinedStaff\":[],\"listsOmitted\":true",
                ",\"step\":true; ''",
                "\"version\":2; \"version\":0",
                "\"is_full\":false; \"is_full\":false,\"key\":\"server\"",
                "\"email\":null; \"mail\":null",
                "event:response; event:responded",
                "\"id\":\"82AB\",; ''",
                "\"id\":\"82AB\"; \"id\":\"82AB\",\"retry\":5"
            })
    void whatIsNotAsDescribedIsFound(String right, String wrong) {
        assertThat(RESPONSE).contains(right);
        assertThat(FrameContract.violations(RESPONSE.replace(right, wrong))).isNotEmpty();
    }

    @Test
    void aFrameForSeveralVersionsNamesNobodyAndNoSingleResponse() {
        assertThat(FrameContract.violations(OTHERS.replace("\"fromVersion\":1,", "")))
                .as("of one who gets on standby")
                .isEmpty();
        assertThat(FrameContract.violations(
                        OTHERS.replace("\"step\":true", "\"step\":true,\"response\":\"accept\",\"role\":\"Server\"")))
                .isNotEmpty();
        assertThat(FrameContract.violations(
                        RESPONSE.replace("\"userId\":\"google:1\"", "\"userId\":\"google:1\",\"fromVersion\":1")))
                .isNotEmpty();
    }

    @Test
    void aFrameOfAnotherEventsShapeIsFound() {
        assertThat(FrameContract.violations(RESPONSE.replace("event:response", "event:created")))
                .isNotEmpty();
        assertThat(FrameContract.violations("{\"event\":\"resync\",\"version\":1}"))
                .isNotEmpty();
        assertThat(FrameContract.violations("no JSON")).containsExactly("not JSON");
        assertThatThrownBy(() -> FrameContract.checked("{\"event\":\"ping\"}"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the service sends no frame of this event");
    }
}
