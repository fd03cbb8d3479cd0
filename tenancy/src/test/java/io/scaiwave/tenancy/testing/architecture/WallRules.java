package io.scaiwave.tenancy.testing.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Map;

/** Data, keys and subjects are reached through the library only, and nothing is ambient. */
final class WallRules {

    private static final String LIBRARY = "io.scaiwave.tenancy.";

    /** What a row is made of; everything else in the client's packages can reach a connection. */
    private static final DescribedPredicate<JavaClass> DATABASE_ACCESS = resideInAnyPackage(
                    "io.vertx..sqlclient..", "io.vertx..pgclient..", "java.sql..", "javax.sql..")
            .and(DescribedPredicate.not(simpleName("Row")
                    .or(simpleName("RowSet"))
                    .or(simpleName("RowIterator"))
                    .or(simpleName("Tuple"))));

    static final Map<String, ArchRule> ALL = Map.of(
            "rows are reached through TenantDb",
            noClasses()
                    .that()
                    // Who makes schemas and who moves rows between them need the driver, and serve no request.
                    .resideOutsideOfPackages(LIBRARY + "db..", "io.scaiwave.room.schemas..", "io.scaiwave.room.moves..")
                    .should()
                    .dependOnClassesThat(DATABASE_ACCESS),
            "Redis is reached in packages made for it",
            noClasses()
                    .that()
                    .resideOutsideOfPackages("..redis..", "..limit..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.vertx..redis..", "io.quarkus.redis.."),
            "Redis keys are made by RedisKey",
            noClasses()
                    .that()
                    .resideOutsideOfPackage(LIBRARY + "redis..")
                    .should(CodeScan.haveConstants("a Redis key", text -> text.startsWith("sw:"))),
            "subjects are made by Subjects",
            noClasses()
                    .that()
                    .resideOutsideOfPackage(LIBRARY + "nats..")
                    .should(CodeScan.haveConstants("a subject", WallRules::looksLikeASubject)),
            "events leave through the outbox",
            noClasses()
                    .that()
                    .resideOutsideOfPackages(LIBRARY + "outbox..", LIBRARY + "nats..")
                    .should()
                    .dependOnClassesThat(type(io.nats.client.JetStream.class)),
            "nothing is ambient",
            noClasses()
                    .should()
                    .dependOnClassesThat(resideInAPackage("java.lang..")
                            .and(simpleName("ThreadLocal")
                                    .or(simpleName("InheritableThreadLocal"))
                                    .or(simpleName("ScopedValue")))
                            .or(simpleName("ContextLocals"))
                            .or(simpleName("RequestScoped"))
                            .as("carry something along a thread or a request")),
            "static fields never change",
            noFields().that().areStatic().should().notBeFinal(),
            "static state is held by nobody",
            ArchRuleDefinition.fields()
                    .that()
                    .areStatic()
                    .and()
                    // The clock of ids: says nothing of any tenant.
                    .areNotDeclaredIn(io.scaiwave.tenancy.id.Uuid7.class)
                    .should()
                    .notHaveRawType(resideInAnyPackage("java.util.concurrent.atomic..")
                            .or(simpleName("ConcurrentHashMap"))
                            .or(simpleName("HashMap"))
                            .or(simpleName("ArrayList"))
                            .as("a type made to change")),
            "the library knows no service",
            noClasses()
                    .that()
                    .resideInAPackage(LIBRARY + ".")
                    .should()
                    .dependOnClassesThat(resideInAPackage("io.scaiwave..")
                            .and(DescribedPredicate.not(resideInAPackage(LIBRARY + ".")))));

    private WallRules() {}

    /** Not the types of events, {@code swp.room.message}: those have no owner and no wildcard. */
    private static boolean looksLikeASubject(String text) {
        return text.equals("swp.")
                || text.startsWith("swp." + CodeScan.HOLE)
                || text.startsWith("swp.platform.")
                || text.startsWith("swp.") && (text.contains("*") || text.contains(">"));
    }
}
