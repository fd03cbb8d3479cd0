package io.scaiwave.tenant.templates;

import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TemplateId;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The stored templates, as far as the transaction's scope reaches. */
public final class Templates {

    private static final String SELECT = "SELECT" + Template.COLUMNS + "FROM tenant_templates t ";
    private static final String PAGE =
            SELECT + "WHERE $1::uuid IS NULL OR template_id < $1 ORDER BY template_id DESC LIMIT $2";
    private static final String VERSION = """
            SELECT v.template_id, v.partner_id, v.name, v.document, v.version, t.created_at, v.created_at AS updated_at
            FROM tenant_template_versions v JOIN tenant_templates t USING (partner_id, template_id)
            WHERE v.template_id = $1 AND v.version = $2
            """;
    private static final String INSERT = """
            INSERT INTO tenant_templates AS t (partner_id, template_id, name, document) VALUES ($1, $2, $3, $4) RETURNING
            """ + Template.COLUMNS;
    private static final String SAVE = """
            UPDATE tenant_templates t SET name = $3, document = $4, version = version + 1, updated_at = now()
            WHERE partner_id = $1 AND template_id = $2 RETURNING
            """ + Template.COLUMNS;
    private static final String KEEP = """
            INSERT INTO tenant_template_versions (partner_id, template_id, version, name, document)
            VALUES ($1, $2, $3, $4, $5)
            """;

    private Templates() {}

    public static Uni<Optional<Template>> find(Tx tx, TemplateId id) {
        return tx.first(SELECT + "WHERE template_id = $1", Template::map, id.uuid());
    }

    static Uni<Optional<Template>> find(Tx tx, TemplateId id, long version) {
        return tx.first(VERSION, Template::map, id.uuid(), version);
    }

    static Uni<Template> lock(Tx tx, TemplateId id) {
        return tx.first(SELECT + "WHERE template_id = $1 FOR UPDATE", Template::map, id.uuid())
                .map(found -> found.orElseThrow(Templates::unknown));
    }

    static Uni<List<Template>> page(Tx tx, @Nullable TemplateId before, int limit) {
        return tx.list(PAGE, Template::map, before == null ? null : before.uuid(), limit);
    }

    /** Empty if the partner is not there, or out of reach. */
    static Uni<Optional<String>> statusOf(Tx tx, PartnerId partner) {
        return tx.first(
                "SELECT status FROM partners WHERE partner_id = $1 FOR SHARE",
                row -> row.getString("status"),
                partner.uuid());
    }

    static Uni<Template> insert(Tx tx, PartnerId partner, String name, TemplateDocument document) {
        return tx.first(
                        INSERT,
                        Template::map,
                        partner.uuid(),
                        TemplateId.random().uuid(),
                        name,
                        document.toJson())
                .map(Optional::orElseThrow)
                .call(made -> keep(tx, made));
    }

    static Uni<Template> save(Tx tx, Template changed) {
        return tx.first(
                        SAVE,
                        Template::map,
                        changed.partnerId().uuid(),
                        changed.id().uuid(),
                        changed.name(),
                        changed.document().toJson())
                .map(saved -> saved.orElseThrow(Templates::unknown))
                .call(saved -> keep(tx, saved));
    }

    /** Before their partner goes. */
    public static Uni<Void> deleteOf(Tx tx, PartnerId partner) {
        UUID id = partner.uuid();
        return tx.update("DELETE FROM tenant_template_versions WHERE partner_id = $1", id)
                .chain(() -> tx.update("DELETE FROM tenant_templates WHERE partner_id = $1", id))
                .replaceWithVoid();
    }

    private static Uni<Integer> keep(Tx tx, Template saved) {
        return tx.update(
                KEEP,
                saved.partnerId().uuid(),
                saved.id().uuid(),
                saved.version(),
                saved.name(),
                saved.document().toJson());
    }

    /** The one answer for a template that is not there and for one that is somebody else's. */
    public static RefusedException unknown() {
        return ErrorCode.SW_NOT_FOUND.because("There is no such template.");
    }
}
