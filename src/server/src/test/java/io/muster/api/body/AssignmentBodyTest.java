package io.muster.api.body;

import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.Violation;
import io.muster.event.Refusal.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What puts a person into a role (docs/api.md#assign-staff). */
class AssignmentBodyTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static AssignmentBody read(String body) throws JsonProcessingException {
        return AssignmentBody.read(JSON.readTree(body.replace('\'', '"')));
    }

    @Test
    void refusalsThatCanBeSetAsideAreNamed() throws JsonProcessingException {
        assertThat(read("{'role':'Chef','override':['TIME_CONFLICT','NOT_QUALIFIED']}"))
                .isEqualTo(new AssignmentBody("Chef", Set.of(Reason.TIME_CONFLICT, Reason.NOT_QUALIFIED)));
        assertThat(read("{'role':'Chef','override':['TIME_CONFLICT']}").override())
                .containsExactly(Reason.TIME_CONFLICT);
        assertThat(read("{'role':'Chef','override':[]}").override()).isEmpty();
        assertThat(read("{'role':' Chef ','override':null}")).isEqualTo(new AssignmentBody("Chef", Set.of()));
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
        ProblemException problem = catchThrowableOfType(ProblemException.class, () -> read(body));

        assertThat(problem.violations()).extracting(Violation::field).containsExactly(fields.split(" "));
    }
}
