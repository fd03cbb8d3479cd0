package io.scaiwave.gateway;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.scaiwave.tenancy.testing.architecture.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules of every module, and this one's own. */
class ArchitectureTest {

    private static final String GATEWAY = "io.scaiwave.gateway";

    @TestFactory
    Stream<DynamicTest> rules() {
        return ArchitectureRules.of(GATEWAY).tests();
    }

    @Test
    void featuresFormNoCycles() {
        SlicesRuleDefinition.slices()
                .matching(GATEWAY + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages(GATEWAY));
    }
}
