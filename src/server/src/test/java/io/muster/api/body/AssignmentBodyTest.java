package io.muster.api.body;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What puts a person into a role (docs/api.md#assign-staff). */
class AssignmentBodyTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static String role(String body) throws JsonProcessingException {
        return AssignmentBody.role(JSON.readTree(body.replace('\'', '"')));
    }

    @Test
    void refusalsThatCanBeSetAsideAreNamed() throws JsonProcessingException {
        assertThat(role("{'role':'Chef','override':['TIME_CONFLICT','NOT_QUALIFIED']}"))
                .isEqualTo("Chef");
        assertThat(role("{'role':'Chef','override':[]}")).isEqualTo("Chef");
        assertThat(role("{'role':' Chef ','override':null}")).isEqualTo("Chef");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'override':[]}|role",
                "{'role':'Chef','override':'TIME_CONFLICT'}|override",
                "{'role':'Chef','override':{}}|override",
                "{'role':'Chef','override':['BARRED','TIME_CONFLICT',7,'TIME_CONFLICT','not_qualified']}|"
                        + "override[0] override[2] override[3] override[4]"
            })
    void othersAreRefused(String body, String fields) {
        ProblemException problem = catchThrowableOfType(ProblemException.class, () -> role(body));

        assertThat(problem.violations()).extracting(Violation::field).containsExactly(fields.split(" "));
    }
}
