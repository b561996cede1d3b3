package io.muster.startup;

import java.util.Optional;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Production does not start without a database named. */
class DatabaseRequiredTest {
    @Test
    void productionNeedsOne() {
        assertThatThrownBy(() -> DatabaseRequired.check(Optional.empty(), true))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("MUSTER_MONGODB_URI");
        assertThatThrownBy(() -> DatabaseRequired.check(Optional.of(" "), true))
                .isInstanceOf(ConfigurationException.class);
        assertThatCode(() -> DatabaseRequired.check(Optional.of("mongodb://db.example.org/?replicaSet=rs0"), true))
                .doesNotThrowAnyException();
    }

    @Test
    void developmentBringsItsOwn() {
        assertThatCode(() -> DatabaseRequired.check(Optional.empty(), false)).doesNotThrowAnyException();
    }
}
