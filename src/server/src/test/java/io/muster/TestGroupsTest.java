package io.muster;

import java.util.Set;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.AnnotationSupport;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests that start the service share one JVM, where those of one profile share the service: the build tells them by their tag. */
class TestGroupsTest {
    private static final Set<String> GROUPS = Set.of("service", "browser");

    @Test
    void everyTestThatStartsTheServiceIsInAGroup() {
        assertThat(new ClassFileImporter()
                                .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
                                .importPackages("io.muster")
                                .stream()
                                .filter(each -> each.isAnnotatedWith(QuarkusTest.class)))
                .isNotEmpty()
                .allSatisfy(
                        each -> assertThat(groupsOf(each)).as(each.getName()).containsAnyElementsOf(GROUPS));
    }

    private static Set<String> groupsOf(JavaClass test) {
        return AnnotationSupport.findRepeatableAnnotations(test.reflect(), Tag.class).stream()
                .map(Tag::value)
                .collect(toSet());
    }
}
