package io.carillon.relay;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String[] MACHINES = {
        "io.carillon.relay.rtp..",
        "io.carillon.relay.agreement..",
        "io.carillon.relay.port..",
        "io.carillon.relay.recording.."
    };

    private final JavaClasses relay = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.carillon.relay");

    @Test
    void machines_do_no_io_and_know_no_framework() {
        noClasses()
                .that()
                .resideInAnyPackage(MACHINES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..",
                        "java.nio.channels..",
                        "java.nio.file..",
                        "io.carillon.protocol.datagram..",
                        "io.quarkus..",
                        "io.vertx..",
                        "jakarta..")
                .check(relay);
    }

    @Test
    void machines_read_no_clock_and_start_no_thread() {
        noClasses()
                .that()
                .resideInAnyPackage(MACHINES)
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Thread")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .check(relay);
    }

    @Test
    void sessions_know_nothing_of_the_ways_commands_come_in() {
        noClasses()
                .that()
                .resideInAPackage("io.carillon.relay.session..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "io.vertx..", "io.micrometer..", "io.carillon.relay.control..")
                .check(relay);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("io.carillon.(**)").should().beFreeOfCycles().check(relay);
    }
}
