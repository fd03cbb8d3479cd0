package io.scaiwave.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One path, one spelling. */
class CanonicalTargetTest {

    private static final List<String> ROUTES = List.of(
            "/v1/tenants",
            "/v1/tenants/tnt_01h455vb4pex5vsknk084sn02q/limits",
            "/v1/rooms/room_01h455vb4pex5vsknk084sn02q/messages",
            "/v1/admin/stats",
            "/v1/me");

    /** Put between, before or behind segments. */
    private static final List<String> INSERTED = List.of(
            "/",
            "/.",
            "/..",
            "/./",
            "/../",
            "//",
            ";",
            ";x",
            ";x=1",
            "%3B",
            "%3b",
            "%3bx",
            "/;/",
            "/..;/",
            "/.;/",
            "%2e",
            "%2E",
            "%2e%2e",
            "/%2e",
            "/%2e/",
            "/%2e%2e",
            "/%2e%2e/",
            "/.%2e/",
            "/%2e./",
            "%2F",
            "%2f",
            "%2F%2F",
            "%5C",
            "%5c",
            "\\",
            "/\\",
            "\\/",
            "\\..\\",
            "/..\\",
            "%5C..%5C",
            "%00",
            "%00/",
            "/%00",
            "%0a",
            "%0d%0a",
            "%09",
            "%20",
            " ",
            "/ ",
            "/%20",
            "%20/",
            "%7f",
            "%80",
            "%ff",
            "%c0%af",
            "%c0%2f",
            "%e0%80%af",
            "%c0%ae",
            "%c0%ae%c0%ae",
            "/%c0%ae%c0%ae/",
            "%f0%80%80%af",
            "%252f",
            "%252e",
            "%252e%252e",
            "/%252e%252e/",
            "%25",
            "%2525",
            "%",
            "%%",
            "%2",
            "%zz",
            "%u002f",
            "%u2215",
            "%uff0e",
            "\u002f\u002f",
            "\u2215",
            "\uff0e",
            "\u3002",
            "\u00e9",
            "%e2%88%95",
            "%ef%bc%8f",
            "\t",
            "\n",
            "\r\n",
            "\u0000",
            "\u007f",
            "#",
            "#/",
            "<",
            ">",
            "\"",
            "{",
            "}",
            "|",
            "^",
            "`",
            "[",
            "]");

    private static Set<String> variants() {
        Set<String> variants = new LinkedHashSet<>();
        for (String route : ROUTES) {
            List<Integer> places = new ArrayList<>();
            for (int at = route.indexOf('/', 1); at > 0; at = route.indexOf('/', at + 1)) {
                places.add(at);
            }
            places.add(route.length());
            for (int place : places) {
                for (String inserted : INSERTED) {
                    variants.add(route.substring(0, place) + inserted + route.substring(place));
                    variants.add(route.substring(0, place)
                            + inserted
                            + route.substring(Math.min(place + 1, route.length())));
                }
            }
            variants.add("http://other.example" + route);
            variants.add("//other.example" + route);
            variants.add(route.substring(1));
            variants.add("*" + route);
            variants.add("@" + route);
            for (int i = 1; i < route.length(); i++) {
                variants.add(
                        route.substring(0, i) + "%" + Integer.toHexString(route.charAt(i)) + route.substring(i + 1));
            }
        }
        variants.removeAll(ROUTES);
        return variants;
    }

    private static boolean isRefused(String target) {
        try {
            CanonicalTarget parsed = CanonicalTarget.parse(target);
            assertThat(parsed.path())
                    .as("a target that is taken is taken as it is")
                    .isEqualTo(target);
            return false;
        } catch (RefusedException refused) {
            assertThat(refused.code()).isEqualTo(ErrorCode.SW_VALIDATION);
            return true;
        }
    }

    // G-20

    @Test
    void everyOtherSpellingOfARouteIsRefused() {
        Set<String> variants = variants();

        List<String> taken =
                variants.stream().filter(variant -> !isRefused(variant)).toList();

        assertThat(variants).hasSizeGreaterThan(400 * ROUTES.size());
        assertThat(taken)
                .as("taken, so they must be other names and not other spellings")
                .allSatisfy(target -> {
                    assertThat(target).doesNotContain("%", ";", "\\", "//", "/./", "/../");
                    assertThat(target).isEqualTo(target.replaceAll("[^A-Za-z0-9/._~!$&'()*+,=:@-]", ""));
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/rooms", "/v1/rooms?limit=5", "/v1/rooms?x=%20a%C3%A9&y=a/b?c", "/", "/.well-known/jwks.json"
            })
    void aCanonicalTargetPasses(String target) {
        CanonicalTarget parsed = CanonicalTarget.parse(target);

        assertThat(parsed.path() + parsed.query()).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?a=%",
                "?a=%2",
                "?a=%zz",
                "?a=%00",
                "?a=%0d%0a",
                "?a=%ff",
                "?a=%c0%af",
                "?a=#",
                "?a=\\",
                "?a= b",
                "?\u00e9",
                "?a=%ed%a0%80",
                "?\u0000"
            })
    void aQueryThatCannotBeDecodedIsRefused(String query) {
        assertThatThrownBy(() -> CanonicalTarget.parse("/v1/rooms" + query)).isInstanceOf(RefusedException.class);
    }

    @Test
    void aTenantPrefixIsTakenOffOnce() {
        assertThat(CanonicalTarget.parse("/t/acme/v1/me?x=1"))
                .isEqualTo(new CanonicalTarget("/v1/me", "?x=1", Optional.of("acme")));
        assertThat(CanonicalTarget.parse("/t/acme/t/widgets/v1/me").path()).isEqualTo("/t/widgets/v1/me");
        assertThatThrownBy(() -> CanonicalTarget.parse("/t/acme")).isInstanceOf(RefusedException.class);
    }

    @Property(tries = 5_000)
    void anythingElseIsAnAnswerAndNeverAFault(@ForAll String target) {
        try {
            CanonicalTarget parsed = CanonicalTarget.parse(target);
            assertThat(parsed.path()).startsWith("/").doesNotContain("..;", "//", "%");
        } catch (RefusedException refused) {
            assertThat(refused.code().status()).isIn(400, 404);
        }
    }
}
