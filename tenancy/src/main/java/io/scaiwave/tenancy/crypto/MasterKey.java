package io.scaiwave.tenancy.crypto;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM for secrets at rest and HMAC-SHA-256 for what must come back unchanged, each with a key of its own derived
 * from the master key (HMAC as in HKDF-Expand, RFC 5869, one block).
 */
@ApplicationScoped
public class MasterKey {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec encryption;
    private final SecretKeySpec signature;

    public MasterKey(MasterKeyConfig config) {
        byte[] master = read(config.key()
                .orElseThrow(() -> new IllegalStateException(
                        "scaiwave.master.key is not set: name a file with 32 random bytes in base64")));
        this.encryption = new SecretKeySpec(mac(new SecretKeySpec(master, "HmacSHA256"), label("encryption")), "AES");
        this.signature =
                new SecretKeySpec(mac(new SecretKeySpec(master, "HmacSHA256"), label("signature")), "HmacSHA256");
    }

    private static byte[] label(String purpose) {
        return ("scaiwave " + purpose + "\u0001").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] read(Path file) {
        try {
            byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
            if (key.length != 32) {
                throw new IllegalStateException("scaiwave.master.key must hold 32 bytes in base64");
            }
            return key;
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException("Cannot read the file named by scaiwave.master.key: " + file, e);
        }
    }

    /** Encrypts; the same {@code context} (an owner's id, a purpose) is needed to decrypt. */
    public byte[] seal(byte[] plain, String context) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, plain, context);
        byte[] all = Arrays.copyOf(nonce, nonce.length + sealed.length);
        System.arraycopy(sealed, 0, all, nonce.length, sealed.length);
        return all;
    }

    /** Decrypts, or throws {@link IllegalStateException} when bytes or context were altered. */
    public byte[] open(byte[] sealed, String context) {
        if (sealed.length < NONCE_BYTES + TAG_BITS / 8) {
            throw new IllegalStateException("The sealed value is too short");
        }
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        return cipher(Cipher.DECRYPT_MODE, nonce, Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length), context);
    }

    public byte[] sign(byte[] message) {
        return mac(signature, message);
    }

    /** Constant-time. */
    public boolean verify(byte[] message, byte[] offered) {
        return MessageDigest.isEqual(sign(message), offered);
    }

    private byte[] cipher(int mode, byte[] nonce, byte[] input, String context) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, encryption, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A secret could not be encrypted or decrypted", e);
        }
    }

    private static byte[] mac(SecretKeySpec key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", e);
        }
    }
}
