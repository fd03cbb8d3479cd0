package io.scaiwave.cli.migrate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scaiwave.cli.CliFailure;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/** The migrations of tenants' schemas, as files, and how they are applied to one. */
final class SchemaMigration {

    /** A schema that no tenant has, to ask what would be applied to a new one. */
    private static final String NOBODYS = "t_00000000000000000000000000000000";

    private final FleetPlan plan;

    SchemaMigration(FleetPlan plan) {
        this.plan = plan;
    }

    /** What a schema has reached when all is applied; the checksum is made as the database makes it from a history. */
    record Wanted(String version, String checksum) {}

    Wanted wanted() {
        List<MigrationInfo> all = Arrays.stream(of(NOBODYS).info().all())
                .filter(one -> one.getVersion() != null)
                .sorted(Comparator.comparing(one -> one.getVersion().getVersion()))
                .toList();
        if (all.isEmpty()) {
            throw new CliFailure("no migrations in " + plan.target().folders());
        }
        String applied = all.stream()
                .map(one -> one.getVersion().getVersion() + " " + one.getChecksum())
                .collect(Collectors.joining(","));
        MigrationInfo last = all.stream()
                .max(Comparator.comparing(MigrationInfo::getVersion))
                .orElseThrow();
        return new Wanted(last.getVersion().getVersion(), md5(applied));
    }

    /** All that is lacking, in one transaction. Who else migrates the same schema now is waited for. */
    void migrate(String schema) {
        of(schema).migrate();
    }

    private Flyway of(String schema) {
        return Flyway.configure()
                .dataSource(plan.address(), plan.target().owner(), plan.password())
                .schemas(schema)
                .defaultSchema(schema)
                .createSchemas(false)
                .group(true)
                .locations(plan.target().locations())
                .placeholders(Map.of("service", plan.target().schema()))
                .connectRetries(3)
                .load();
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
