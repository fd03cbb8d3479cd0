package io.scaiwave.gateway.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaiwave.gateway.token.TokenRefused.Reason;

/** The three parts of a compact JWS, in their one allowed spelling. Encrypted tokens have five and are refused here. */
record CompactToken(String text, ObjectNode header, byte[] payload, byte[] signature) {

    static final int MAX_LENGTH = 8 * 1024;
    private static final int MAX_HEADER_LENGTH = 2 * 1024;

    static CompactToken parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw TokenRefused.because(Reason.FORM);
        }
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        if (first <= 0 || second <= first + 1 || second == text.length() - 1 || text.indexOf('.', second + 1) >= 0) {
            throw TokenRefused.because(Reason.FORM);
        }
        if (first > MAX_HEADER_LENGTH) {
            throw TokenRefused.because(Reason.HEADER);
        }
        byte[] signature = StrictBase64.decode(text.substring(second + 1));
        ObjectNode header = StrictObject.parse(StrictBase64.decode(text.substring(0, first)));
        byte[] payload = StrictBase64.decode(text.substring(first + 1, second));
        return new CompactToken(text, header, payload, signature);
    }

    ObjectNode claims() {
        return StrictObject.parse(payload);
    }
}
