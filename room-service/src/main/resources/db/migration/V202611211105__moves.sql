-- A tenant's own role notes changes as the runtime role does.
GRANT INSERT ON move_changes TO ${service}_tenant;
