-- Nothing changes or removes an event or removes a room yet; whoever may do neither may not lock the table either.
REVOKE UPDATE, DELETE ON events FROM ${service}_app;
REVOKE DELETE ON rooms FROM ${service}_app;
