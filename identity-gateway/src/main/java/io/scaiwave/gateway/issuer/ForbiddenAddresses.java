package io.scaiwave.gateway.issuer;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Addresses that nobody outside may make us dial: the IANA special-purpose registries as an explicit table, because
 * Java's own predicates miss several of them.
 */
final class ForbiddenAddresses {

    private static final List<Block> BLOCKS = List.of(
            Block.of("0.0.0.0", 8),
            Block.of("10.0.0.0", 8),
            Block.of("100.64.0.0", 10),
            Block.of("127.0.0.0", 8),
            Block.of("169.254.0.0", 16),
            Block.of("172.16.0.0", 12),
            Block.of("192.0.0.0", 24),
            Block.of("192.0.2.0", 24),
            Block.of("192.31.196.0", 24),
            Block.of("192.52.193.0", 24),
            Block.of("192.88.99.0", 24),
            Block.of("192.168.0.0", 16),
            Block.of("192.175.48.0", 24),
            Block.of("198.18.0.0", 15),
            Block.of("198.51.100.0", 24),
            Block.of("203.0.113.0", 24),
            Block.of("224.0.0.0", 3));

    /** Of IPv6 only global unicast is allowed, and of that not the parts that tunnel to somewhere else. */
    private static final Block GLOBAL_V6 = Block.of("2000::", 3);

    private static final List<Block> BLOCKS_V6 = List.of(
            Block.of("2001::", 23),
            Block.of("2001:db8::", 32),
            Block.of("2002::", 16),
            Block.of("2620:4f:8000::", 48),
            Block.of("3fff::", 20));

    private ForbiddenAddresses() {}

    static boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return BLOCKS.stream().anyMatch(block -> block.contains(bytes));
        }
        return !GLOBAL_V6.contains(bytes) || BLOCKS_V6.stream().anyMatch(block -> block.contains(bytes));
    }

    private record Block(BigInteger network, int length, int size) {

        static Block of(String network, int length) {
            try {
                byte[] bytes = InetAddress.getByName(network).getAddress();
                return new Block(new BigInteger(1, bytes), length, bytes.length);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(network, e);
            }
        }

        boolean contains(byte[] address) {
            int rest = size * 8 - length;
            return address.length == size
                    && new BigInteger(1, address).shiftRight(rest).equals(network.shiftRight(rest));
        }
    }
}
