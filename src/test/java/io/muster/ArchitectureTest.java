package io.muster;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.groups.MultiSubscribe;
import io.smallrye.mutiny.groups.UniAwait;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

/** The packages depend on each other downwards only, and nothing that may run on an event loop waits. */
@AnalyzeClasses(packages = "io.muster", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule ARROWS_POINT_DOWN = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("dev")
            .definedBy("io.muster.dev..")
            .layer("api")
            .definedBy("io.muster.api..")
            .layer("live")
            .definedBy("io.muster.live..")
            .layer("respond")
            .definedBy("io.muster.respond..")
            .layer("audit")
            .definedBy("io.muster.audit..")
            .layer("event")
            .definedBy("io.muster.event..")
            .layer("identity")
            .definedBy("io.muster.identity..")
            .layer("embedded")
            .definedBy("io.muster.embedded..")
            .whereLayer("dev")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("api")
            .mayOnlyBeAccessedByLayers("dev")
            .whereLayer("live")
            .mayOnlyBeAccessedByLayers("dev", "api")
            .whereLayer("respond")
            .mayOnlyBeAccessedByLayers("dev", "api", "live")
            .whereLayer("audit")
            .mayOnlyBeAccessedByLayers("dev", "api", "live", "respond")
            .whereLayer("event")
            .mayOnlyBeAccessedByLayers("dev", "api", "live", "respond", "audit")
            .whereLayer("identity")
            .mayOnlyBeAccessedByLayers("dev", "api", "live", "respond", "audit", "event")
            .whereLayer("embedded")
            .mayOnlyBeAccessedByLayers("dev");

    @ArchTest
    static final ArchRule THE_HEART_KNOWS_NO_HTTP = noClasses()
            .that()
            .resideInAnyPackage("io.muster.event..", "io.muster.audit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "io.vertx..", "io.quarkus.vertx..");

    @ArchTest
    static final ArchRule NOTHING_WAITS = noClasses()
            .that()
            .resideOutsideOfPackages("io.muster.embedded..")
            .should()
            .callMethodWhere(describe("waits for something", ArchitectureTest::waits));

    /** The binary is built with what classes hold once they are initialized, and cannot hold the driver's objects. */
    @ArchTest
    static final ArchRule NOTHING_OF_THE_DRIVER_IS_BUILT_IN = noFields()
            .that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackages("io.muster.embedded..")
            .should()
            .haveRawType(ObjectId.class);

    private static boolean waits(JavaCall<?> call) {
        return target(owner(assignableTo(UniAwait.class))).test(call)
                || target(owner(assignableTo(Future.class)))
                        .and(target(nameMatching("get|join")))
                        .test(call)
                || target(owner(assignableTo(MultiSubscribe.class)))
                        .and(target(nameMatching("asIterable|asStream")))
                        .test(call)
                || target(owner(assignableTo(CountDownLatch.class)))
                        .and(target(nameMatching("await")))
                        .test(call)
                || target(owner(assignableTo(BlockingQueue.class)))
                        .and(target(nameMatching("take|put")))
                        .test(call)
                || target(owner(assignableTo(Semaphore.class)))
                        .and(target(nameMatching("acquire.*")))
                        .test(call)
                || target(owner(assignableTo(Object.class)))
                        .and(target(nameMatching("wait")))
                        .test(call)
                || target(owner(assignableTo(Thread.class)))
                        .and(target(nameMatching("sleep|join")))
                        .test(call);
    }

    /** The rule above finds what it is for: each call planted here breaks it. */
    @Test
    void plantedWaitsAreFound() {
        JavaClasses planted = new ClassFileImporter().importClasses(Planted.class);
        long found = planted.get(Planted.class).getMethodCallsFromSelf().stream()
                .filter(ArchitectureTest::waits)
                .count();
        assertThat(found).isEqualTo(5);
    }

    static final class Planted {
        void waits(Uni<String> uni, CompletableFuture<String> future, CountDownLatch latch, BlockingQueue<String> queue)
                throws Exception {
            uni.await().indefinitely();
            future.get(1, TimeUnit.SECONDS);
            future.join();
            latch.await();
            queue.take();
        }
    }
}
