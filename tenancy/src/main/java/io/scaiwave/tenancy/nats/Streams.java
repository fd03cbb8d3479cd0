package io.scaiwave.tenancy.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.StreamConfiguration;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import org.jboss.logging.Logger;

/** Makes the platform's streams at every connect if they are not there, as after a wiped store. */
@Startup(1)
@ApplicationScoped
public class Streams {

    private static final Logger LOG = Logger.getLogger(Streams.class);
    private static final int STREAM_NOT_FOUND = 10059;

    private final NatsLink link;

    public Streams(NatsLink link) {
        this.link = link;
    }

    @PostConstruct
    void register() {
        link.onConnect(this::ensure);
    }

    private void ensure(Connection connection) throws IOException, JetStreamApiException {
        JetStreamManagement management = connection.jetStreamManagement();
        for (StreamDefinition stream : StreamDefinition.values()) {
            ensure(management, stream.configuration(link.config()));
        }
    }

    private static void ensure(JetStreamManagement management, StreamConfiguration wanted)
            throws IOException, JetStreamApiException {
        try {
            management.getStreamInfo(wanted.getName());
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() != STREAM_NOT_FOUND) {
                throw e;
            }
            management.addStream(wanted);
            LOG.infof("Made the stream %s", wanted.getName());
        }
    }
}
