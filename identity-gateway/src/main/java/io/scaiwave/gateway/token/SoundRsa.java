package io.scaiwave.gateway.token;

import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/** RSA keys that nobody can break who knows no more than their public half. */
final class SoundRsa {

    private static final int LEAST_BITS = 2048;
    private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(3);

    /** The generator that a widespread chip library drew its primes from (CVE-2017-15361, "ROCA"). */
    private static final int WEAK_GENERATOR = 65_537;

    private static final int LARGEST_PRIME = 167;
    private static final Map<Integer, BitSet> WEAK_REMAINDERS = weakRemainders();

    private SoundRsa() {}

    static boolean isSound(RSAPublicKey key) {
        BigInteger exponent = key.getPublicExponent();
        return key.getModulus().bitLength() >= LEAST_BITS
                && exponent.compareTo(LEAST_EXPONENT) >= 0
                && exponent.testBit(0)
                && !isOfTheWeakGenerator(key.getModulus());
    }

    /** A modulus of such primes is a power of the generator modulo every small prime; by chance nearly none is. */
    private static boolean isOfTheWeakGenerator(BigInteger modulus) {
        return WEAK_REMAINDERS.entrySet().stream().allMatch(weak -> weak.getValue()
                .get(modulus.mod(BigInteger.valueOf(weak.getKey())).intValue()));
    }

    private static Map<Integer, BitSet> weakRemainders() {
        Map<Integer, BitSet> all = new TreeMap<>();
        for (int prime = 3; prime <= LARGEST_PRIME; prime += 2) {
            if (BigInteger.valueOf(prime).isProbablePrime(30)) {
                BitSet powers = new BitSet(prime);
                int power = 1;
                while (!powers.get(power)) {
                    powers.set(power);
                    power = (int) ((long) power * WEAK_GENERATOR % prime);
                }
                all.put(prime, powers);
            }
        }
        return all;
    }
}
