package io.scaiwave.tenancy.testing.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.scaiwave.tenancy.testing.architecture.offences.Offences;
import io.scaiwave.tenancy.testing.architecture.offences.unmarked.Unmarked;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The library keeps the rules, and each rule notices who does not. */
class ArchitectureTest {

    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages(Offences.class.getPackageName());

    private static final Map<String, Class<?>> OFFENDERS = Map.ofEntries(
            Map.entry("rows are reached through TenantDb", Offences.ShortcutQuery.class),
            Map.entry("Redis is reached in packages made for it", Offences.RedisAnywhere.class),
            Map.entry("Redis keys are made by RedisKey", Offences.OwnRedisKey.class),
            Map.entry("subjects are made by Subjects", Offences.OwnSubject.class),
            Map.entry("events leave through the outbox", Offences.PublishesItself.class),
            Map.entry("nothing is ambient", Offences.AmbientTenant.class),
            Map.entry("static fields never change", Offences.ChangingStatic.class),
            Map.entry("static state is held by nobody", Offences.StaticMap.class),
            Map.entry("every endpoint says who may call", Offences.SilentEndpoint.class),
            Map.entry("every endpoint with a body says what it reads", Offences.ReadsAnything.class),
            Map.entry("errors are answered in one place", Offences.OwnError.class),
            Map.entry("nothing waits", Offences.Waits.class),
            Map.entry("time is given", Offences.ReadsTheClock.class),
            Map.entry("constructors inject", Offences.InjectedField.class),
            Map.entry("names mean something", Offences.ThingManager.class),
            Map.entry("packages are null-marked", Unmarked.class),
            Map.entry("nothing is read by the name of its class", Offences.ReadsObjects.class),
            Map.entry("no type of JSON is told by a class name", Offences.NamedByJson.class),
            Map.entry("nothing is printed", Offences.Prints.class),
            Map.entry("the library knows no service", Offences.KnowsAService.class));

    @TestFactory
    Stream<DynamicTest> theLibraryKeepsTheRules() {
        return ArchitectureRules.of("io.scaiwave.tenancy").tests();
    }

    @TestFactory
    Stream<DynamicTest> eachRuleNoticesItsOffender() {
        return OFFENDERS.entrySet().stream()
                .map(offence -> DynamicTest.dynamicTest(
                        offence.getKey(), () -> assertNotices(offence.getKey(), offence.getValue())));
    }

    @Test
    void everyRuleHasAnOffender() {
        assertThat(ArchitectureRules.ALL.keySet()).isEqualTo(OFFENDERS.keySet());
    }

    /** The offences that take more than one form. */
    @TestFactory
    Stream<DynamicTest> otherFormsAreNoticedToo() {
        return Stream.of(
                        Map.entry("time is given", Offences.ReadsTheClockInALambda.class),
                        Map.entry("nothing waits", Offences.Sleeps.class),
                        Map.entry("errors are answered in one place", Offences.ThrowsTheirs.class),
                        Map.entry("subjects are made by Subjects", Offences.WildcardSubject.class))
                .map(form -> DynamicTest.dynamicTest(
                        form.getValue().getSimpleName(), () -> assertNotices(form.getKey(), form.getValue())));
    }

    private static void assertNotices(String name, Class<?> offender) {
        ArchRule rule = ArchitectureRules.ALL.get(name);

        JavaClasses one = PLANTED.that(equivalentTo(offender));

        assertThat(rule.evaluate(one).hasViolation()).isTrue();
    }
}
