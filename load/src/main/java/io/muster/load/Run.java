package io.muster.load;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * One scenario on its way.
 *
 * @param events made for it, in the order of the scenario's own
 * @param program the service, where it was started for this
 */
record Run(
        Settings settings,
        Scenario scenario,
        URI target,
        Api api,
        Tokens tokens,
        List<String> events,
        Recorder recorder,
        Optional<Program> program) {}
