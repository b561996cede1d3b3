package io.muster;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.muster.api.live.Scripted;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.AnnotationSupport;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests that start the service share one JVM, where those of one profile share the service: the build tells them by their tag. */
class TestGroupsTest {
    private static final Set<String> GROUPS = Set.of("service", "browser");

    private final List<JavaClass> tests = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS).importPackages("io.muster").stream()
                    .filter(each -> each.isAnnotatedWith(QuarkusTest.class))
                    .toList();

    @Test
    void everyTestThatStartsTheServiceIsInAGroup() {
        assertThat(tests)
                .isNotEmpty()
                .allSatisfy(
                        each -> assertThat(groupsOf(each)).as(each.getName()).containsAnyElementsOf(GROUPS));
    }

    /** The pom names those which a run without slow tests does not even load. With all of them in, it names none. */
    @Test
    void whatStartsAServiceOfItsOwnIsSlowAndNamedInThePom() {
        List<JavaClass> ofTheirOwn =
                tests.stream().filter(TestGroupsTest::startsItsOwn).toList();
        assertThat(ofTheirOwn)
                .isNotEmpty()
                .allSatisfy(
                        each -> assertThat(groupsOf(each)).as(each.getName()).contains("slow"));

        String named = System.getProperty("tests.services-of-their-own", "none");
        if (!named.equals("none")) {
            Pattern pattern = Pattern.compile(named.substring("%regex[".length(), named.length() - 1));
            assertThat(tests.stream()
                            .filter(each -> pattern.matcher("/" + each.getName().replace('.', '/') + ".class")
                                    .matches()))
                    .containsExactlyInAnyOrderElementsOf(ofTheirOwn);
        }
    }

    private static boolean startsItsOwn(JavaClass test) {
        return test.isAnnotatedWith(TestProfile.class)
                && test.reflect().getAnnotation(TestProfile.class).value() != Scripted.class;
    }

    private static Set<String> groupsOf(JavaClass test) {
        return AnnotationSupport.findRepeatableAnnotations(test.reflect(), Tag.class).stream()
                .map(Tag::value)
                .collect(toSet());
    }
}
