package io.muster.api.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.microsoft.playwright.Page;
import io.muster.event.Blanks;
import io.muster.identity.DevelopmentSecret;
import io.muster.testing.database.MongoTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The service lists by hand what a browser knows by a property of Unicode. */
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class BlanksInTheBrowserTest {
    private static final Path NAMES = Path.of("src/main/resources/web/app/core/names.js");

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    @Test
    void theServiceAndTheBrowserSeeTheSameAsBlank(Visits visits) throws IOException {
        Page page = visits.to(port)
                .signedInWith(Firm.at(port, DevelopmentSecret.VALUE).person("Ada"))
                .open("/staff");
        List<?> found = (List<?>)
                page.evaluate(
                        "() => {" + Files.readString(NAMES).replace("export ", "")
                                + "return Array.from({ length: 0x110000 }, (_, codePoint) => codePoint)"
                                + ".filter((it) => (it < 0xd800 || it > 0xdfff) && stripped(String.fromCodePoint(it)) === ''); }");
        Set<Integer> browsers =
                found.stream().map(it -> ((Number) it).intValue()).collect(Collectors.toSet());
        Set<Integer> services = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(it -> Blanks.isBlank(Character.toString(it)))
                .boxed()
                .collect(Collectors.toSet());

        assertThat(browsers).containsAll(services);
        // Characters that are newer than this Java are in no category of it.
        assertThat(browsers).filteredOn(Character::isDefined).isSubsetOf(services);
    }
}
