package io.muster;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import com.mongodb.MongoException;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.groups.MultiSubscribe;
import io.smallrye.mutiny.groups.UniAwait;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** The packages depend on each other downwards only, and nothing that may run on an event loop waits. */
@AnalyzeClasses(
        packages = "io.muster",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.OtherModules.class})
class ArchitectureTest {

    /** The service's own classes alone. */
    static final class OtherModules implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/io/muster/embedded/") && !location.contains("/io/muster/history/");
        }
    }

    /** Each floor is used by those above it alone; a class on no floor, in whatever sub-package, breaks the rule. */
    @ArchTest
    static final ArchRule ARROWS_POINT_DOWN = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .ensureAllClassesAreContainedInArchitecture()
            .layer("main")
            .definedBy("io.muster", "io.muster.startup..", "io.muster.memory..")
            .layer("dev")
            .definedBy("io.muster.dev..")
            .layer("api")
            .definedBy("io.muster.api..")
            .layer("audit")
            .definedBy("io.muster.audit..")
            .layer("respond")
            .definedBy("io.muster.respond..")
            .layer("live")
            .definedBy("io.muster.live..")
            .layer("webhook")
            .definedBy("io.muster.webhook..")
            .layer("notice")
            .definedBy("io.muster.notice..")
            .layer("outbound")
            .definedBy("io.muster.outbound..")
            .layer("store")
            .definedBy("io.muster.store..")
            .layer("people")
            .definedBy("io.muster.people..")
            .layer("event")
            .definedBy("io.muster.event..")
            .layer("mail")
            .definedBy("io.muster.mail..")
            .layer("egress")
            .definedBy("io.muster.egress..")
            .layer("telemetry")
            .definedBy("io.muster.telemetry..")
            .layer("identity")
            .definedBy("io.muster.identity..")
            .whereLayer("dev")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("main")
            .mayOnlyBeAccessedByLayers("dev")
            .whereLayer("mail")
            .mayOnlyBeAccessedByLayers("main", "api", "notice")
            .whereLayer("egress")
            .mayOnlyBeAccessedByLayers("main", "dev", "api", "webhook")
            .whereLayer("webhook")
            .mayOnlyBeAccessedByLayers("main", "dev", "api")
            .whereLayer("notice")
            .mayOnlyBeAccessedByLayers("main", "dev", "api")
            .whereLayer("outbound")
            .mayOnlyBeAccessedByLayers("main", "dev", "api", "notice", "webhook")
            .whereLayer("telemetry")
            .mayOnlyBeAccessedByLayers("main", "dev", "api", "respond")
            .whereLayer("api")
            .mayOnlyBeAccessedByLayers("main", "dev")
            .whereLayer("audit")
            .mayOnlyBeAccessedByLayers("main", "dev", "api")
            .whereLayer("respond")
            .mayOnlyBeAccessedByLayers("main", "dev", "api", "audit")
            .whereLayer("live")
            .mayOnlyBeAccessedByLayers("main", "dev", "api", "audit")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers(
                    "main", "dev", "api", "audit", "respond", "live", "notice", "outbound", "webhook")
            .whereLayer("people")
            .mayOnlyBeAccessedByLayers(
                    "main", "dev", "api", "audit", "respond", "live", "notice", "outbound", "webhook", "store")
            .whereLayer("event")
            .mayOnlyBeAccessedByLayers(
                    "main",
                    "dev",
                    "api",
                    "audit",
                    "respond",
                    "live",
                    "notice",
                    "outbound",
                    "webhook",
                    "store",
                    "people");

    /** Sub-packages of a floor too depend on each other in one direction. The transaction loop fails with the errors of its pipeline. */
    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching("io.muster.(**)")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(resideInAPackage("io.muster.respond.transaction"), resideInAPackage("io.muster.respond"));

    /** MongoDB is behind the store; the transaction loop and the change stream alone use the driver besides. */
    @ArchTest
    static final ArchRule DRIVER_IS_IN_THE_STORE = noClasses()
            .that()
            .resideOutsideOfPackages("io.muster.store..", "io.muster.respond..", "io.muster.live.stream..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.mongodb..");

    /** What an error of the driver means is said by {@code DatabaseFailure} alone. */
    @ArchTest
    static final ArchRule DRIVER_ERRORS_ARE_IN_THE_STORE = noClasses()
            .that()
            .resideOutsideOfPackage("io.muster.store..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(MongoException.class);

    @ArchTest
    static final ArchRule NO_HTTP_BELOW_THE_API = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.muster.event..",
                    "io.muster.people..",
                    "io.muster.store..",
                    "io.muster.audit..",
                    "io.muster.respond..",
                    "io.muster.live..",
                    "io.muster.notice..",
                    "io.muster.outbound..",
                    "io.muster.webhook..",
                    "io.muster.mail..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "io.vertx.core.http..", "io.vertx.ext.web..");

    /** What decides needs nothing to decide with: of MongoDB it knows the id of a document alone. */
    @ArchTest
    static final ArchRule THE_HEART_IS_PURE = noClasses()
            .that()
            .resideInAnyPackage("io.muster.event..", "io.muster.people..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "org.bson..",
                            "com.mongodb..",
                            "io.smallrye..",
                            "io.quarkus..",
                            "jakarta..",
                            "org.eclipse.microprofile..",
                            "io.muster.store..")
                    .and(not(type(ObjectId.class))));

    /** Who is told of what is decided by values alone; of the store it knows what a line of the log says. */
    @ArchTest
    static final ArchRule RULES_OF_NOTICES_ARE_PURE = noClasses()
            .that()
            .resideInAPackage("io.muster.notice")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "org.bson..",
                            "com.mongodb..",
                            "io.smallrye..",
                            "io.quarkus..",
                            "jakarta..",
                            "org.eclipse.microprofile..")
                    .and(not(type(ObjectId.class))));

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

    /** A stage that is handed in is cancelled by the first of its readers who hangs up: each has to be made one of its own. */
    @ArchTest
    static final ArchRule NO_STAGE_IS_SHARED = noClasses()
            .should()
            .callMethodWhere(describe("reads a stage that others may read", ArchitectureTest::sharesAStage));

    private static boolean sharesAStage(JavaCall<?> call) {
        return call.getName().equals("completionStage")
                && call.getTarget().getRawParameterTypes().stream()
                        .anyMatch(type -> type.isEquivalentTo(CompletionStage.class));
    }

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

    @Test
    void aPlantedSharedStageIsFound() {
        JavaClasses planted = new ClassFileImporter().importClasses(Planted.class);
        long found = planted.get(Planted.class).getMethodCallsFromSelf().stream()
                .filter(ArchitectureTest::sharesAStage)
                .count();
        assertThat(found).isEqualTo(1);
    }

    static final class Planted {
        Uni<String> shares(CompletableFuture<String> future) {
            Uni<String> ownOne = Uni.createFrom().completionStage(future::copy);
            return Uni.join()
                    .first(ownOne, Uni.createFrom().completionStage(future))
                    .toTerminate();
        }

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
