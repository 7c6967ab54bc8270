package io.carillon.registrar;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses REGISTRAR = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.carillon.registrar");

    @Test
    void only_the_protocol_module_knows_jain_sip() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.sip..", "gov.nist..")
                .check(REGISTRAR);
    }

    @Test
    void the_registrar_depends_on_no_other_service() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.carillon.proxy..", "io.carillon.relay..", "io.carillon.voicemail..")
                .check(REGISTRAR);
    }

    @Test
    void packages_depend_on_each_other_in_one_direction() {
        slices().matching("io.carillon.(**)").should().beFreeOfCycles().check(REGISTRAR);
    }

    @Test
    void the_machine_does_no_io_and_knows_no_framework() {
        noClasses()
                .that()
                .resideInAPackage("io.carillon.registrar.registration")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..",
                        "java.net..",
                        "java.nio..",
                        "java.sql..",
                        "java.util.concurrent..",
                        "io.quarkus..",
                        "jakarta..")
                .check(REGISTRAR);
    }

    @Test
    void the_machine_reads_no_clock_and_starts_no_thread() {
        noClasses()
                .that()
                .resideInAPackage("io.carillon.registrar.registration")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.time\\.(Clock|InstantSource)|java\\.lang\\.Thread")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(REGISTRAR);
    }
}
