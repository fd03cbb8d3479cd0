package io.scaiwave.tenancy.testing.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Nothing waits, time is given, names mean something, nothing is built from bytes by the name of a class. */
final class HabitRules {

    private static final Set<String> CLOCK_READERS = Set.of(
            "java.time.Instant",
            "java.time.OffsetDateTime",
            "java.time.ZonedDateTime",
            "java.time.LocalDate",
            "java.time.LocalTime",
            "java.time.LocalDateTime",
            "org.jose4j.jwt.NumericDate");

    private static final DescribedPredicate<JavaAccess<?>> READS_THE_TIME =
            access("read the time of the machine", HabitRules::readsTheTime);

    static final Map<String, ArchRule> ALL = Map.of(
            "nothing waits",
            noClasses()
                    .that()
                    // A service must not listen before it knows that it is safe.
                    .resideOutsideOfPackage("..boot..")
                    .should()
                    .accessTargetWhere(access(
                            "wait",
                            target -> isCall(target, "io.smallrye.mutiny.Uni", "await")
                                    || isCall(target, "java.lang.Thread", "sleep"))),
            "time is given",
            noClasses().should().accessTargetWhere(READS_THE_TIME),
            "constructors inject",
            noFields()
                    .should()
                    .beAnnotatedWith("jakarta.inject.Inject")
                    .orShould()
                    .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty"),
            "names mean something",
            noClasses()
                    .should()
                    .haveSimpleNameEndingWith("Impl")
                    .orShould()
                    .haveNameMatching(".*[a-z](Utils?|Helper|Manager|Base)"),
            "packages are null-marked",
            classes().should(new ArchCondition<>("be in a null-marked package") {
                @Override
                public void check(JavaClass item, ConditionEvents events) {
                    boolean marked = item.getPackage()
                            .tryGetPackageInfo()
                            .map(info -> info.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                            .orElse(false);
                    events.add(new SimpleConditionEvent(
                            item, marked, item.getPackageName() + " has no package-info that is @NullMarked"));
                }
            }),
            "nothing is read by the name of its class",
            noClasses()
                    .should()
                    .dependOnClassesThat(assignableTo(java.io.ObjectInputStream.class))
                    .orShould()
                    .accessTargetWhere(access(
                            "switch on types in JSON",
                            target -> target.getName().startsWith("activateDefaultTyping")
                                    || target.getName().startsWith("enableDefaultTyping"))),
            "no type of JSON is told by a class name",
            noClasses().should(new ArchCondition<>("let JSON name a class") {
                @Override
                public void check(JavaClass item, ConditionEvents events) {
                    item.tryGetAnnotationOfType("com.fasterxml.jackson.annotation.JsonTypeInfo")
                            .filter(HabitRules::namesAClass)
                            .ifPresent(found -> events.add(
                                    SimpleConditionEvent.satisfied(item, item.getName() + " lets JSON name a class")));
                }
            }),
            "nothing is printed",
            GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS);

    private HabitRules() {}

    private static boolean namesAClass(JavaAnnotation<?> typeInfo) {
        String use = String.valueOf(typeInfo.getProperties().get("use"));
        return use.endsWith("CLASS");
    }

    private static boolean readsTheTime(AccessTarget target) {
        return isCall(target, "java.lang.System", "currentTimeMillis")
                || CLOCK_READERS.contains(target.getOwner().getFullName())
                        && target.getName().equals("now")
                        && target instanceof AccessTarget.CodeUnitAccessTarget call
                        && call.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
    }

    private static boolean isCall(AccessTarget target, String owner, String name) {
        return target.getOwner().getFullName().equals(owner) && target.getName().equals(name);
    }

    private static DescribedPredicate<JavaAccess<?>> access(String what, Predicate<AccessTarget> test) {
        return DescribedPredicate.describe(what, use -> test.test(use.getTarget()));
    }
}
