package io.scaiwave.tenancy.testing.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The rules for one module's main code. A module's {@code ArchitectureTest} is one method:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> rules() {
 *     return ArchitectureRules.of("io.scaiwave.room").tests();
 * }
 * }</pre>
 */
public final class ArchitectureRules {

    static final Map<String, ArchRule> ALL = all();

    private final JavaClasses classes;

    private ArchitectureRules(JavaClasses classes) {
        this.classes = classes;
    }

    /** The rules for the classes of a package and below, without tests. */
    public static ArchitectureRules of(String basePackage) {
        return new ArchitectureRules(new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(basePackage));
    }

    public Stream<DynamicTest> tests() {
        if (classes.isEmpty()) {
            throw new IllegalStateException("No classes to check");
        }
        return ALL.entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().check(classes)));
    }

    private static Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new TreeMap<>();
        Stream.of(WallRules.ALL, EndpointRules.ALL, HabitRules.ALL).forEach(rules::putAll);
        rules.replaceAll((name, rule) -> rule.as(name).allowEmptyShould(true));
        return rules;
    }
}
