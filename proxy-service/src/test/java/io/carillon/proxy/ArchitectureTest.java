package io.carillon.proxy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses PROXY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.carillon.proxy");

    @Test
    void only_the_protocol_module_knows_jain_sip() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.sip..", "gov.nist..")
                .check(PROXY);
    }

    @Test
    void the_proxy_depends_on_no_other_service() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.carillon.registrar..", "io.carillon.relay..", "io.carillon.voicemail..")
                .check(PROXY);
    }

    @Test
    void packages_depend_on_each_other_in_one_direction() {
        slices().matching("io.carillon.(**)").should().beFreeOfCycles().check(PROXY);
    }

    @Test
    void machines_do_no_io_and_read_no_clock() {
        noClasses()
                .that()
                .haveNameMatching(
                        "io\\.carillon\\.proxy\\.(call\\.(CallerLeg|CalleeLeg|Fork)|trunk\\.(ProviderRegistration|Qualification))(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.net..", "java.nio..", "java.sql..", "java.util.concurrent..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.time\\.(Clock|InstantSource)|java\\.lang\\.Thread")
                .check(PROXY);
    }

    @Test
    void the_dial_plan_does_no_io_and_reads_no_clock() {
        noClasses()
                .that()
                .resideInAPackage("io.carillon.proxy.dialplan..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..", "java.net..", "java.nio", "java.nio.channels..", "java.nio.file..", "java.sql..")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .check(PROXY);
    }

    /** The loop carries it, and would wait with it (docs/adr/0026). */
    @Test
    void what_runs_on_a_calls_thread_waits_by_carried_thread_alone() {
        noClasses()
                .that()
                .resideInAnyPackage("io.carillon.proxy.call..", "io.carillon.proxy.dialplan..")
                .or()
                .haveNameMatching("io\\.carillon\\.proxy\\.(location\\.LocationDatabase|locate\\.NextHops)(\\$.*)?")
                .should()
                .callMethodWhere(WAITS)
                .check(PROXY);
    }

    private static final DescribedPredicate<JavaMethodCall> WAITS = DescribedPredicate.describe(
            "something is waited for", call -> waits(call.getTargetOwner(), call.getName()));

    private static boolean waits(JavaClass owner, String method) {
        if (owner.isAssignableTo(Future.class)) {
            return Set.of("join", "get").contains(method);
        }
        if (owner.isAssignableTo(BlockingQueue.class)) {
            return Set.of("take", "put", "poll", "offer").contains(method);
        }
        return owner.getName().startsWith("java.")
                && Set.of("sleep", "await", "acquire", "wait", "waitFor", "park", "parkNanos")
                        .contains(method);
    }
}
