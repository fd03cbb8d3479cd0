package io.scaiwave.gateway.edge;

import io.netty.util.NetUtil;

/** A network, as {@code 10.0.0.0/8} or {@code fd00::/8}; a lone address is a network of one. */
final class AddressRange {

    private final byte[] network;
    private final int bits;

    private AddressRange(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        byte[] network =
                NetUtil.createByteArrayFromIpAddressString((slash < 0 ? text : text.substring(0, slash)).strip());
        if (network == null) {
            throw invalid(text);
        }
        int bits = slash < 0 ? network.length * 8 : length(text, text.substring(slash + 1));
        if (bits > network.length * 8) {
            throw invalid(text);
        }
        return new AddressRange(network, bits);
    }

    private static int length(String text, String digits) {
        if (!digits.strip().matches("\\d{1,3}")) {
            throw invalid(text);
        }
        return Integer.parseInt(digits.strip());
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException("scaiwave.gateway.trusted-proxies: '" + text + "' is not a network");
    }

    boolean contains(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) {
            if (address[i] != network[i]) {
                return false;
            }
        }
        int rest = bits % 8;
        return rest == 0 || (address[whole] & 0xff) >> (8 - rest) == (network[whole] & 0xff) >> (8 - rest);
    }
}
