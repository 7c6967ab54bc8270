package io.carillon.proxy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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
}
