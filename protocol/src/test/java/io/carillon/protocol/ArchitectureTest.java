package io.carillon.protocol;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What keeps protocol logic free of I/O, clocks, threads and of other parsers, and no compiler holds. */
class ArchitectureTest {
    private static final JavaClasses PROTOCOL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.carillon.protocol");

    @Test
    void jain_sip_is_imported_by_the_grammar_alone() {
        noClasses()
                .that(not(resideInAPackage("io.carillon.protocol.sip")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("javax.sip..", "gov.nist..", "javax.sdp.."))
                .check(PROTOCOL);
        noClasses()
                .that()
                .resideInAPackage("io.carillon.protocol.sip")
                .and()
                .haveSimpleNameNotStartingWith("Grammar")
                .should()
                .dependOnClassesThat(resideInAnyPackage("javax.sip..", "gov.nist..", "javax.sdp.."))
                .check(PROTOCOL);
    }

    @Test
    void messages_machines_dialogs_digest_and_login_do_no_io_and_start_no_thread() {
        noClasses()
                .that(resideInAnyPackage(
                        "io.carillon.protocol.sip",
                        "io.carillon.protocol.sip.transaction",
                        "io.carillon.protocol.sip.dialog",
                        "io.carillon.protocol.sip.digest",
                        "io.carillon.protocol.sip.login"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "java.io",
                        "java.nio.channels..",
                        "java.nio.file..",
                        "java.util.concurrent",
                        "java.util.concurrent.locks"))
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class, java.net.Socket.class, java.net.DatagramSocket.class)
                .check(PROTOCOL);
    }

    @Test
    void nobody_in_sip_reads_a_clock_but_the_loops() {
        noClasses()
                .that(resideInAPackage("io.carillon.protocol.sip.."))
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Clock.class)
                .check(PROTOCOL);
    }

    @Test
    void packages_make_no_cycle() {
        slices().matching("io.carillon.(**)").should().beFreeOfCycles().check(PROTOCOL);
    }
}
