package io.scaiwave.gateway.proxy;

/** Why we end a stream that could go on, with what a WebSocket's peer is told. */
public enum StreamEnd {
    /** The token it was opened with is over. */
    TOKEN(4001),
    /** This gateway stops; another one is there. */
    SERVER(4003),
    /** The tenant, or its partner, is not in use any more. */
    SUSPENDED(4008),
    /** The caller does not read what is sent to it. */
    STALLED(1008),
    /** The caller sends a frame larger than any we take. */
    TOO_LARGE(1009);

    private final int code;

    StreamEnd(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
