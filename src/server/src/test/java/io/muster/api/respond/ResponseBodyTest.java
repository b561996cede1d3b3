package io.muster.api.respond;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.api.respond.ResponseBody.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What a person may say. */
class ResponseBodyTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static ResponseBody read(String json) {
        try {
            return ResponseBody.read(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static ProblemType refusal(String json) {
        return catchThrowableOfType(ProblemException.class, () -> read(json)).type();
    }

    @Test
    void anAcceptNamesItsRole() {
        assertThat(read("{\"response\":\"accept\",\"role\":\" Server \"}"))
                .isEqualTo(new ResponseBody(Kind.ACCEPT, Optional.of("Server"), false, Optional.empty(), 0));
    }

    @Test
    void positionIsAnAliasAndRoleWins() {
        assertThat(read("{\"response\":\"accept\",\"position\":\"Bar\"}").role())
                .contains("Bar");
        assertThat(read("{\"response\":\"accept\",\"position\":\"Bar\",\"role\":\"Server\"}")
                        .role())
                .contains("Server");
        assertThat(read("{\"response\":\"accept\",\"position\":\"Bar\",\"role\":null}")
                        .role())
                .contains("Bar");
    }

    @Test
    void aDeclineNeedsNoRole() {
        assertThat(read("{\"response\":\"decline\"}"))
                .isEqualTo(new ResponseBody(Kind.DECLINE, Optional.empty(), false, Optional.empty(), 0));
        assertThat(read("{\"response\":\"decline\",\"role\":\"\"}").role()).isEmpty();
    }

    @Test
    void standbyIsOfAnAcceptAlone() {
        assertThat(read("{\"response\":\"accept\",\"role\":\"Bar\",\"standby\":true}")
                        .standby())
                .isTrue();
        assertThat(read("{\"response\":\"accept\",\"role\":\"Bar\",\"standby\":null}")
                        .standby())
                .isFalse();
        assertThat(read("{\"response\":\"decline\",\"standby\":true}").standby())
                .isFalse();
        assertThat(refusal("{\"response\":\"standby\",\"role\":\"Bar\"}")).isEqualTo(ProblemType.INVALID_RESPONSE);
        assertThat(refusal("{\"response\":\"accept\",\"role\":\"Bar\",\"standby\":1}"))
                .isEqualTo(ProblemType.VALIDATION);
    }

    @Test
    void aReasonIsOfADeclineAndShort() {
        assertThat(read("{\"response\":\"decline\",\"reason\":\" I am ill \"}").reason())
                .contains("I am ill");
        assertThat(read("{\"response\":\"accept\",\"role\":\"Bar\",\"reason\":\"why\"}")
                        .reason())
                .isEmpty();
        assertThat(read("{\"response\":\"decline\",\"reason\":\"" + "x".repeat(200) + "\"}")
                        .reason())
                .isPresent();
        assertThat(refusal("{\"response\":\"decline\",\"reason\":\"" + "x".repeat(201) + "\"}"))
                .isEqualTo(ProblemType.VALIDATION);
        assertThat(refusal("{\"response\":\"decline\",\"reason\":7}")).isEqualTo(ProblemType.VALIDATION);
    }

    @Test
    void aConfirmationNamesTheVersionSeen() {
        assertThat(read("{\"response\":\"confirm\",\"version\":7,\"role\":\"Bar\"}"))
                .isEqualTo(new ResponseBody(Kind.CONFIRM, Optional.empty(), false, Optional.empty(), 7));
        for (String version :
                List.of("", ",\"version\":null", ",\"version\":0", ",\"version\":1.5", ",\"version\":\"7\"")) {
            assertThat(refusal("{\"response\":\"confirm\"" + version + "}")).isEqualTo(ProblemType.VALIDATION);
        }
    }

    @Test
    void unknownFieldsAreIgnored() {
        assertThat(read("{\"response\":\"decline\",\"$where\":\"1\",\"a.b\":{}}")
                        .kind())
                .isEqualTo(Kind.DECLINE);
    }

    @Test
    void aRoleIsComposed() {
        assertThat(read("{\"response\":\"accept\",\"role\":\"Ku\\u0308che\"}").role())
                .contains("K\u00fcche");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"response\":null}",
                "{\"response\":\"\"}",
                "{\"response\":\"ACCEPT\"}",
                "{\"response\":\"accepted\"}",
                "{\"response\":7}",
                "{\"response\":true}",
                "{\"response\":[\"accept\"]}",
                "{\"response\":{\"$ne\":1}}",
                "{\"response\":\"maybe\",\"role\":7}"
            })
    void anythingElseIsNoResponse(String json) {
        assertThat(refusal(json)).isEqualTo(ProblemType.INVALID_RESPONSE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"response\":\"accept\"}",
                "{\"response\":\"accept\",\"role\":null}",
                "{\"response\":\"accept\",\"role\":\"\"}",
                "{\"response\":\"accept\",\"role\":\"  \"}",
                "{\"response\":\"accept\",\"position\":\"\"}"
            })
    void anAcceptWithoutARoleIsRefused(String json) {
        assertThat(refusal(json)).isEqualTo(ProblemType.ROLE_REQUIRED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[]; ''",
                "null; ''",
                "\"accept\"; ''",
                "{\"response\":\"accept\",\"role\":7}; role",
                "{\"response\":\"accept\",\"role\":{\"$gt\":\"\"}}; role",
                "{\"response\":\"decline\",\"position\":[]}; position",
                "{\"response\":\"accept\",\"position\":7,\"role\":\"Server\"}; position"
            })
    void aWrongTypeIsNamed(String json, String field) {
        ProblemException problem = catchThrowableOfType(ProblemException.class, () -> read(json));

        assertThat(problem.type()).isEqualTo(ProblemType.VALIDATION);
        assertThat(problem.violations())
                .singleElement()
                .matches(it -> it.field().equals(field));
    }

    @Test
    void aRoleMayHave64CharactersWhateverTheyAre() {
        String rockets = "\ud83d\ude80".repeat(64);

        assertThat(read("{\"response\":\"accept\",\"role\":\"" + rockets + "\"}")
                        .role())
                .contains(rockets);
        assertThat(refusal("{\"response\":\"accept\",\"role\":\"" + rockets + "x\"}"))
                .isEqualTo(ProblemType.VALIDATION);
        assertThat(refusal("{\"response\":\"accept\",\"role\":\"" + "x".repeat(10_000) + "\"}"))
                .isEqualTo(ProblemType.VALIDATION);
    }
}
