package io.carillon.local;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rule of every module, for those that have no rules of their own: the launcher and all it stands on. */
class PackagesTest {
    @Test
    void packages_depend_on_each_other_in_one_direction() {
        slices().matching("io.carillon.(**)")
                .should()
                .beFreeOfCycles()
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.carillon"));
    }
}
