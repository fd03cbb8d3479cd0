package io.scaiwave.tenancy.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyTest {

    private final MasterKey key = MasterKeys.random();
    private final byte[] secret = "the secret".getBytes(UTF_8);

    @Test
    void whatIsSealedOpensWithItsContext() {
        byte[] sealed = key.seal(secret, "tenant 1");

        assertThat(new String(sealed, UTF_8)).doesNotContain("secret");
        assertThat(key.open(sealed, "tenant 1")).isEqualTo(secret);
    }

    @Test
    void itIsSealedDifferentlyEachTime() {
        assertThat(key.seal(secret, "c")).isNotEqualTo(key.seal(secret, "c"));
    }

    @Test
    void anotherContextOrKeyDoesNotOpenIt() {
        byte[] sealed = key.seal(secret, "tenant 1");

        assertThatThrownBy(() -> key.open(sealed, "tenant 2")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> MasterKeys.random().open(sealed, "tenant 1"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void noBitCanBeChanged() {
        byte[] sealed = key.seal(secret, "c");

        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> key.open(changed, "c")).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> key.open(new byte[5], "c")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aSignatureHoldsForItsMessageOnly() {
        byte[] signature = key.sign(secret);

        assertThat(key.verify(secret, signature)).isTrue();
        assertThat(key.verify("another".getBytes(UTF_8), signature)).isFalse();
        assertThat(key.verify(secret, new byte[32])).isFalse();
        assertThat(key.verify(secret, new byte[0])).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "not base64!"})
    void aKeyThatIsNot32BytesIsRefused(String text) {
        assertThatThrownBy(() -> MasterKeys.fromText(text))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("scaiwave.master.key");
    }

    @Test
    void aMissingKeyIsNamed() {
        assertThatThrownBy(() -> new MasterKey(Optional::empty)).hasMessageContaining("scaiwave.master.key");
    }
}
