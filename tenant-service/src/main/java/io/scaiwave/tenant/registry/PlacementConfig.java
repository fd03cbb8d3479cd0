package io.scaiwave.tenant.registry;

import io.scaiwave.tenancy.context.Isolation;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/** Where tenants of this installation can live. */
@ConfigMapping(prefix = "scaiwave.tenant.placement")
public interface PlacementConfig {

    /** Regions on offer; the first is taken when a request names none. */
    @WithDefault("eu-west")
    List<String> regions();

    /** Isolation levels on offer; the first is taken when neither the request nor the plan names one on offer. */
    @WithDefault("shared,schema,database")
    List<Isolation> isolations();
}
