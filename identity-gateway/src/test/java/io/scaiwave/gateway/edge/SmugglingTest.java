package io.scaiwave.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.scaiwave.gateway.testing.DevTokens;
import io.scaiwave.gateway.testing.Edge;
import io.scaiwave.gateway.testing.Installation;
import io.scaiwave.gateway.testing.Tenants;
import io.scaiwave.tenancy.directory.TenantDirectory;
import io.scaiwave.tenancy.directory.TenantEntry;
import jakarta.inject.Inject;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** G-25: nobody can make two readers disagree where a request ends. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class SmugglingTest {

    private static final String HOST = "Host: a.example\r\n";
    private static final String MARKER = "GET /v1/rooms/marker HTTP/1.1\r\n" + HOST + "\r\n";

    @Inject
    TenantDirectory directory;

    private String token;

    @BeforeEach
    void aUser() {
        TenantEntry tenant = Edge.know(Tenants.fresh(), directory);
        token = DevTokens.user(tenant, "mallory");
    }

    private String authorization() {
        return HOST + "Authorization: Bearer " + token + "\r\n";
    }

    private String authorized(String bytes) {
        return bytes.contains("\nA\n")
                ? bytes.replace("\nA\n", "\n" + authorization().replace("\r\n", "\n"))
                : bytes.replace("\r\nA", "\r\n" + authorization());
    }

    static Stream<Arguments> offences() {
        String post = "POST /v1/rooms HTTP/1.1\r\n";
        return Stream.of(
                Arguments.of(
                        "CL and TE", post + "A" + "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of(
                        "TE and CL", post + "A" + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"),
                Arguments.of(
                        "TE twice",
                        post + "A" + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("TE list", post + "A" + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("TE identity", post + "A" + "Transfer-Encoding: identity\r\nContent-Length: 3\r\n\r\nabc"),
                Arguments.of("TE gzip, chunked", post + "A" + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("xchunked", post + "A" + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("TE with tab", post + "A" + "Transfer-Encoding:\tchunked \u000b\r\n\r\n0\r\n\r\n"),
                Arguments.of("space before colon", post + "A" + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of(
                        "HTTP/1.0 with TE",
                        "POST /v1/rooms HTTP/1.0\r\nA" + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("CL twice", post + "A" + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc"),
                Arguments.of("two CLs", post + "A" + "Content-Length: 3\r\nContent-Length: 0\r\n\r\nabc"),
                Arguments.of("CL list", post + "A" + "Content-Length: 3, 3\r\n\r\nabc"),
                Arguments.of("CL +3", post + "A" + "Content-Length: +3\r\n\r\nabc"),
                Arguments.of("CL 0x3", post + "A" + "Content-Length: 0x3\r\n\r\nabc"),
                Arguments.of("CL -1", post + "A" + "Content-Length: -1\r\n\r\n"),
                Arguments.of("CL 03", post + "A" + "Content-Length: 03\r\n\r\nabc"),
                Arguments.of("CL empty", post + "A" + "Content-Length: \r\n\r\nabc"),
                Arguments.of("CL huge", post + "A" + "Content-Length: 99999999999999999999\r\n\r\nabc"),
                Arguments.of(
                        "chunk extension with line feed",
                        post + "A" + "Transfer-Encoding: chunked\r\n\r\n3;x=\n\r\nabc\r\n0\r\n\r\n"),
                Arguments.of(
                        "chunk size not hex", post + "A" + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n"),
                Arguments.of(
                        "chunk size negative", post + "A" + "Transfer-Encoding: chunked\r\n\r\n-3\r\nabc\r\n0\r\n\r\n"),
                Arguments.of(
                        "chunk longer than said",
                        post + "A" + "Transfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n0\r\n\r\n"),
                Arguments.of(
                        "chunk end by bare LF", post + "A" + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\n0\r\n\r\n"),
                Arguments.of("bare LF", "GET /v1/rooms HTTP/1.1\nA\n\n"),
                Arguments.of("bare LF header", "GET /v1/rooms HTTP/1.1\r\nA" + "X-A: b\nX-C: d\r\n\r\n"),
                Arguments.of("bare CR header", "GET /v1/rooms HTTP/1.1\r\nA" + "X-A: b\rX-C: d\r\n\r\n"),
                Arguments.of("NUL before request line", "\u0000GET /v1/rooms HTTP/1.1\r\nA\r\n"),
                Arguments.of("space before request line", " GET /v1/rooms HTTP/1.1\r\nA\r\n"),
                Arguments.of("NUL in a header", "GET /v1/rooms HTTP/1.1\r\nA" + "X-A: b\u0000c\r\n\r\n"),
                Arguments.of("no version", "GET /v1/rooms\r\nA\r\n"),
                Arguments.of("version 9", "GET /v1/rooms HTTP/9.9\r\nA\r\n"),
                Arguments.of("odd version", "GET /v1/rooms HTTP/1.1x\r\nA\r\n"),
                Arguments.of("three spaces", "GET /v1/rooms /v1/me HTTP/1.1\r\nA\r\n"),
                Arguments.of("two Hosts", "GET /v1/rooms HTTP/1.1\r\nHost: b.example\r\nA\r\n"),
                Arguments.of("no colon", "GET /v1/rooms HTTP/1.1\r\nA" + "Broken\r\n\r\n"),
                Arguments.of("no name", "GET /v1/rooms HTTP/1.1\r\nA" + ": x\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("offences")
    void anOffenceIsRefusedAndNothingBehindItIsServed(String what, String bytes) {
        long before = Edge.seenBehind();

        String answer = Edge.raw(
                authorized(bytes) + MARKER.replace("\r\n\r\n", "\r\nAuthorization: Bearer " + token + "\r\n\r\n"));

        assertThat(answer).as(what).doesNotContain("/v1/rooms/marker").doesNotContain("HTTP/1.1 200");
        assertThat(answer).matches("(?s)HTTP/1\\.[01] 400 .*SW_VALIDATION.*<closed>");
        assertThat(Edge.seenBehind() - before)
                .as("requests that reached a service")
                .isLessThanOrEqualTo(1);
    }

    /** Whoever sends much at once must find the answer, not a connection that was reset under it. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("offences")
    void anOffenceWithMuchBehindItIsAnsweredToo(String what, String bytes) {
        String answer = Edge.raw(authorized(bytes) + "x".repeat(300_000));

        assertThat(answer).as(what).matches("(?s)HTTP/1\\.[01] 400 .*SW_VALIDATION.*<closed>");
    }

    @Test
    void whatIsBehindAnAnsweredRequestAndNotWellFormedIsAnsweredInItsTurn() {
        String first = "GET /v1/rooms/first HTTP/1.1\r\n" + authorization() + "\r\n";
        String second = "POST /v1/rooms/second HTTP/1.1\r\n" + authorization()
                + "Transfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n0\r\n\r\n";

        String answer = Edge.raw(first + second);

        assertThat(answer).matches("(?s)HTTP/1\\.1 200 .*/v1/rooms/first.*HTTP/1\\.1 400 .*SW_VALIDATION.*<closed>");
    }

    @Test
    void anHonestPipelineIsServedInOrder() {
        String first = "GET /v1/rooms/first HTTP/1.1\r\n" + authorization() + "\r\n";
        String second = "POST /v1/rooms/second HTTP/1.1\r\n" + authorization()
                + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";

        String answer = Edge.raw(first + second);

        assertThat(answer).containsSubsequence("/v1/rooms/first", "/v1/rooms/second", "\"body_length\":3");
    }

    @Test
    void aRequestWhoseBodyLooksLikeAnotherRequestIsOneRequest() {
        String body = MARKER;
        String post = "POST /v1/rooms/post HTTP/1.1\r\n" + authorization() + "Content-Length: " + body.length()
                + "\r\n\r\n" + body;

        String answer = Edge.raw(post);

        assertThat(answer).contains("/v1/rooms/post").doesNotContain("/v1/rooms/marker");
    }
}
