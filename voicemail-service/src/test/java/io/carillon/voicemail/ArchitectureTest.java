package io.carillon.voicemail;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses VOICEMAIL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.carillon.voicemail");

    @Test
    void only_the_protocol_module_knows_jain_sip() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.sip..", "gov.nist..")
                .check(VOICEMAIL);
    }

    @Test
    void voicemail_depends_on_no_other_service() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.carillon.registrar..", "io.carillon.proxy..", "io.carillon.relay..")
                .check(VOICEMAIL);
    }

    @Test
    void packages_depend_on_each_other_in_one_direction() {
        slices().matching("io.carillon.(**)").should().beFreeOfCycles().check(VOICEMAIL);
    }

    @Test
    void machines_do_no_io_and_read_no_clock() {
        noClasses()
                .that()
                .haveNameMatching(
                        "io\\.carillon\\.voicemail\\.(call\\.InviteUsage|waiting\\.Subscription|mailbox\\.PinAllowance)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.net..", "java.nio..", "java.sql..", "java.util.concurrent..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.time\\.(Clock|InstantSource)|java\\.lang\\.Thread")
                .orShould()
                .callMethod(Instant.class, "now")
                .check(VOICEMAIL);
    }

    @Test
    void menus_know_the_caller_by_a_channel_and_messages_by_a_store() {
        noClasses()
                .that()
                .resideInAPackage("io.carillon.voicemail.menu")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.carillon.voicemail.call..",
                        "java.net..",
                        "java.nio..",
                        "java.sql..",
                        "java.util.concurrent..",
                        "io.quarkus..",
                        "jakarta..")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(VOICEMAIL);
    }
}
