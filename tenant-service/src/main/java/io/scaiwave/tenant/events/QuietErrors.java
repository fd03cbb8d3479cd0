package io.scaiwave.tenant.events;

import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import org.jboss.logging.Logger;

/** jnats prints to standard error by default. */
final class QuietErrors implements ErrorListener {

    private static final Logger LOG = Logger.getLogger(QuietErrors.class);

    @Override
    public void errorOccurred(Connection conn, String error) {
        LOG.debugf("NATS says: %s", error);
    }

    @Override
    public void exceptionOccurred(Connection conn, Exception exp) {
        LOG.debug("NATS connection trouble", exp);
    }
}
