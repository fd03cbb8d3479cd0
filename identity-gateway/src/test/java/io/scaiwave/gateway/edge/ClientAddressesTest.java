package io.scaiwave.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.scaiwave.gateway.testing.DevTokens;
import io.scaiwave.gateway.testing.Edge;
import io.scaiwave.gateway.testing.Installation;
import io.scaiwave.gateway.testing.Tenants;
import io.scaiwave.tenancy.directory.TenantDirectory;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose address counts. The tests' gateway trusts proxies in 127.9.0.0/16 and fd00::/8. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ClientAddressesTest {

    private static final String PROXY = "127.9.0.1";
    private static final String STRANGER = "127.0.0.1";

    @Inject
    TenantDirectory directory;

    private String token;

    @BeforeEach
    void aUser() {
        token = DevTokens.user(Edge.know(Tenants.fresh(), directory), "alice");
    }

    private String seenBehind(String from, String headers) {
        String answer = Edge.rawFrom(
                from,
                "GET /v1/rooms HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\nAuthorization: Bearer " + token
                        + "\r\n" + headers + "\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200");
        return answer.replaceAll("(?s).*\"x-forwarded-for\":\"([^\"]*)\".*", "$1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Forwarded-For: 203.0.113.7                              | 203.0.113.7",
                "X-Forwarded-For: 198.51.100.1, 203.0.113.7                | 203.0.113.7",
                "X-Forwarded-For: 203.0.113.7, 127.9.3.3                   | 203.0.113.7",
                "X-Forwarded-For: 203.0.113.7, fd00::7, 127.9.3.3          | 203.0.113.7",
                "X-Forwarded-For: 1.1.1.1~X-Forwarded-For: 203.0.113.7     | 203.0.113.7",
                "X-Forwarded-For: 203.0.113.7:4711                         | 203.0.113.7",
                "X-Forwarded-For: 2001:db8::7                              | 2001:db8::7",
                "X-Forwarded-For: [2001:db8::7]:4711                       | 2001:db8::7",
                "Forwarded: for=203.0.113.7;proto=https                    | 203.0.113.7",
                "Forwarded: for=1.1.1.1, for=203.0.113.7                   | 203.0.113.7",
                "Forwarded: proto=https;For=\"[2001:db8::7]:4711\"         | 2001:db8::7",
                "X-Forwarded-For: 203.0.113.7~Forwarded: for=1.1.1.1       | 203.0.113.7",
            })
    void aTrustedProxyIsBelievedAboutTheNearestAddressThatIsNotOurs(String headers, String client) {
        assertThat(seenBehind(PROXY, headers.replace("~", "\r\n") + "\r\n")).isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "X-Forwarded-For: \r\n",
                "X-Forwarded-For: unknown\r\n",
                "X-Forwarded-For: localhost\r\n",
                "X-Forwarded-For: 203.0.113.7, _hidden\r\n",
                "X-Forwarded-For: 203.0.113.999\r\n",
                "Forwarded: by=203.0.113.7\r\n",
                "Forwarded: for=_secret\r\n"
            })
    void whatIsNoAddressEndsTheChain(String headers) {
        assertThat(seenBehind(PROXY, headers)).isEqualTo(PROXY);
    }

    @Test
    void aChainOfProxiesOnlyIsTheFirstOfThem() {
        assertThat(seenBehind(PROXY, "X-Forwarded-For: 127.9.1.1, 127.9.2.2\r\n"))
                .isEqualTo("127.9.1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For: 203.0.113.7\r\n", "Forwarded: for=203.0.113.7\r\n"})
    void aStrangerIsNotBelieved(String headers) {
        assertThat(seenBehind(STRANGER, headers)).isEqualTo(STRANGER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0/8", "fd00::/129", "proxy.example", "10.0.0.0/x", "10.0.0.0/-1"})
    void aNetworkThatIsNoneIsRefusedAtTheStart(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text)).hasMessageContaining("trusted-proxies");
    }

    @Test
    void aNetworkEndsWhereItSays() {
        AddressRange range = AddressRange.parse("10.1.128.0/17");

        assertThat(range.contains(new byte[] {10, 1, (byte) 128, 0})).isTrue();
        assertThat(range.contains(new byte[] {10, 1, (byte) 255, (byte) 255})).isTrue();
        assertThat(range.contains(new byte[] {10, 1, 127, (byte) 255})).isFalse();
        assertThat(range.contains(new byte[16])).isFalse();
        assertThat(AddressRange.parse("0.0.0.0/0").contains(new byte[4])).isTrue();
    }
}
