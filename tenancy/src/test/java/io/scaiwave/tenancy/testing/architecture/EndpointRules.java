package io.scaiwave.tenancy.testing.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.scaiwave.tenancy.context.ForEveryone;
import io.scaiwave.tenancy.context.ForServices;
import io.scaiwave.tenancy.context.Open;
import io.scaiwave.tenancy.context.Permitted;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;

/** Every endpoint says who may call it and what it reads; errors have one form, made in one place. */
final class EndpointRules {

    private static final List<Class<? extends Annotation>> WHO_MAY_CALL =
            List.of(Permitted.class, ForServices.class, ForEveryone.class, Open.class);

    private static final DescribedPredicate<JavaMethod> ENDPOINTS =
            DescribedPredicate.describe("are endpoints", method -> method.getAnnotations().stream()
                    .anyMatch(annotation -> annotation.getRawType().isAnnotatedWith(HttpMethod.class)));

    static final Map<String, ArchRule> ALL = Map.of(
            "every endpoint says who may call",
            methods().that(ENDPOINTS).should(satisfy("say who may call", EndpointRules::saysWhoMayCall)),
            "every endpoint with a body says what it reads",
            methods().that(ENDPOINTS).should(satisfy("say what they read", EndpointRules::saysWhatItReads)),
            "errors are answered in one place",
            noClasses()
                    .that()
                    .resideOutsideOfPackages("io.scaiwave.tenancy.web..", "io.scaiwave.tenancy.idempotency..")
                    .should(CodeScan.answerErrorStatuses())
                    .orShould()
                    .dependOnClassesThat(DescribedPredicate.describe(
                            "are errors of JAX-RS",
                            type -> type.getPackageName().equals("jakarta.ws.rs")
                                    && type.getSimpleName().endsWith("Exception")))
                    .orShould()
                    .callMethod(jakarta.ws.rs.core.Response.class, "serverError"));

    private EndpointRules() {}

    private static boolean saysWhoMayCall(JavaMethod method) {
        return WHO_MAY_CALL.stream()
                .anyMatch(
                        who -> method.isAnnotatedWith(who) || method.getOwner().isAnnotatedWith(who));
    }

    private static boolean saysWhatItReads(JavaMethod method) {
        return method.getParameters().stream().noneMatch(EndpointRules::isBody)
                || method.isAnnotatedWith(Consumes.class)
                || method.getOwner().isAnnotatedWith(Consumes.class);
    }

    /** Neither told by an annotation where it comes from, nor one of the framework's own, nor a part of the path. */
    private static boolean isBody(JavaParameter parameter) {
        JavaClass type = parameter.getRawType();
        boolean told = parameter.getAnnotations().stream()
                .map(annotation -> annotation.getRawType().getPackageName())
                .anyMatch(name -> name.startsWith("jakarta.ws.rs") || name.startsWith("org.jboss.resteasy"));
        return !told
                && !type.isPrimitive()
                && !type.getPackageName().startsWith("jakarta.ws.rs")
                && !type.getPackageName().startsWith("io.vertx")
                && !type.getPackageName().equals("io.scaiwave.tenancy.id")
                && !type.isEquivalentTo(String.class);
    }

    private static ArchCondition<JavaMethod> satisfy(String what, java.util.function.Predicate<JavaMethod> condition) {
        return new ArchCondition<>(what) {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                events.add(new SimpleConditionEvent(
                        method, condition.test(method), method.getFullName() + " does not " + what));
            }
        };
    }
}
