package io.scaiwave.tenant.auditlog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the audit logs are kept. */
@ConfigMapping(prefix = "scaiwave.tenant.audit")
public interface AuditLogConfig {

    /** How often the logs that grew are sealed: what is cut off before its seal can be missed. */
    @WithDefault("1H")
    Duration sealEvery();
}
