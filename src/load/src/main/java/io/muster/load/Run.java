package io.muster.load;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A running scenario.
 *
 * @param events the events created for it, in the order of the scenario
 * @param program the service, if it was started for this
 */
record Run(
        Settings settings,
        Scenario scenario,
        URI target,
        Api api,
        CrowdTokens tokens,
        List<String> events,
        Recorder recorder,
        Optional<Program> program) {

    /** Where people send what they ask: each to one of these, in turns. */
    List<String> targets() {
        return program.map(Program::targets).orElse(List.of(target)).stream()
                .map(URI::toString)
                .toList();
    }
}
