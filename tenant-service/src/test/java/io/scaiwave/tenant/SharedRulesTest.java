package io.scaiwave.tenant;

import io.scaiwave.tenancy.testing.architecture.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The rules that every module keeps, beside this one's own. */
class SharedRulesTest {

    @TestFactory
    Stream<DynamicTest> rules() {
        return ArchitectureRules.of("io.scaiwave.tenant").tests();
    }
}
