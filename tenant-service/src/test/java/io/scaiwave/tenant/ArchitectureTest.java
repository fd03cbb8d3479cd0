package io.scaiwave.tenant;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.scaiwave.tenancy.context.ForServices;
import io.scaiwave.tenancy.context.Permitted;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.groups.UniAwait;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;

@AnalyzeClasses(packages = "io.scaiwave.tenant", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule featuresFormNoCycles =
            slices().matching("io.scaiwave.tenant.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule rowsAreReachedThroughTenantDb = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching("io\\.vertx\\..*sqlclient\\.(Pool|SqlConnection|SqlClient)");

    @ArchTest
    static final ArchRule nothingWaits =
            noClasses().should().dependOnClassesThat().areAssignableTo(UniAwait.class);

    @ArchTest
    static final ArchRule timeIsInjected = noClasses()
            .that()
            .doNotHaveSimpleName("Clocks")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC");

    @ArchTest
    static final ArchRule namesCarryMeaning =
            classes().should().haveNameNotMatching(".*(Impl|Utils?|Helper|Manager|Base)$");

    @ArchTest
    static final ArchRule limitsKnowNoTransport = noClasses()
            .that()
            .resideInAnyPackage("..tenant.limits..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "io.scaiwave.tenancy.db..");

    @ArchTest
    static final ArchRule everyEndpointSaysWhoMayCall = methods()
            .that()
            .areAnnotatedWith(GET.class)
            .or()
            .areAnnotatedWith(POST.class)
            .or()
            .areAnnotatedWith(PUT.class)
            .or()
            .areAnnotatedWith(PATCH.class)
            .or()
            .areAnnotatedWith(DELETE.class)
            .should(sayWhoMayCall());

    @ArchTest
    static final ArchRule changesAnswerLater = methods()
            .that()
            .areAnnotatedWith(POST.class)
            .or()
            .areAnnotatedWith(PUT.class)
            .or()
            .areAnnotatedWith(PATCH.class)
            .should()
            .haveRawReturnType(Uni.class);

    private static ArchCondition<JavaMethod> sayWhoMayCall() {
        return new ArchCondition<>("say who may call") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean says = method.isAnnotatedWith(Permitted.class) || method.isAnnotatedWith(ForServices.class);
                events.add(new SimpleConditionEvent(method, says, method.getFullName() + " says nobody"));
            }
        };
    }
}
