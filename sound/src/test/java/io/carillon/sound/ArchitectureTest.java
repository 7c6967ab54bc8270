package io.carillon.sound;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses SOUND = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.carillon.sound");

    @Test
    void codecs_do_no_io() {
        noClasses()
                .that()
                .resideInAnyPackage("io.carillon.sound.gsm", "io.carillon.sound.g711")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io", "java.nio..", "java.util.concurrent..")
                .check(SOUND);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("io.carillon.(**)").should().beFreeOfCycles().check(SOUND);
    }
}
