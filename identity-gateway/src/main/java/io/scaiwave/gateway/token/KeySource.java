package io.scaiwave.gateway.token;

import io.vertx.core.Future;

/** Where an issuer publishes its keys. */
public interface KeySource {

    /** Fetches the current set; fails when it cannot be had or used. */
    Future<KeySet> fetch();
}
