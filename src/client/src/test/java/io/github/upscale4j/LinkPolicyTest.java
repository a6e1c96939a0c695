package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is judged before a connection is made; the rest is in {@link DownloadRedirectsTest}. */
class LinkPolicyTest {
    private static final LinkPolicy PUBLIC = new LinkPolicy(false);
    private static final LinkPolicy LOOPBACK = new LinkPolicy(true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://images.example/a.png?exp=1&sig=2",
                "https://images.example:8443/a.png",
                "https://8.8.8.8/a.png",
                "https://[2606:4700::1111]/a.png",
                "https://nolocalhost/"
            })
    void publicLinkMayBeFetched(String link) throws Exception {
        assertEquals(HttpUrl.get(link), PUBLIC.first(link));
        assertEquals(HttpUrl.get(link), LOOPBACK.first(link));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080/a.png",
                "https://127.0.0.1/a.png",
                "http://127.9.9.9/a.png",
                "http://[::1]/a.png",
                "http://localhost/a.png",
                "https://LOCALHOST./a.png",
                "http://[::ffff:127.0.0.1]/a.png"
            })
    void loopbackMayBeFetchedWhereTheApiIs(String link) throws Exception {
        assertEquals(HttpUrl.get(link), LOOPBACK.first(link));
        assertThrows(FailedAttempt.class, () -> PUBLIC.first(link));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://images.example/a.png | expected a link with https but found http",
                "https://user:word@images.example/ | expected a link without user information but found some",
                "https://user@images.example/ | expected a link without user information but found some",
                "https://:word@images.example/ | expected a link without user information but found some",
                "ftp://images.example/a.png | expected a link with https but found none of that kind",
                "file:///etc/passwd | expected a link with https but found none of that kind",
                "/images/a.png | expected a link with https but found none of that kind",
                "data:image/png;base64,AAAA | expected a link with https but found none of that kind",
                "https://10.0.0.1/ | expected a public address but found 10.0.0.1",
                "https://169.254.169.254/latest/meta-data | expected a public address but found 169.254.169.254",
                "https://[fc00::1]/ | expected a public address but found fc00:0:0:0:0:0:0:1",
                "https://[::ffff:10.0.0.1]/ | expected a public address but found 10.0.0.1",
                "https://0.0.0.0/ | expected a public address but found 0.0.0.0",
                "https://127.0.0.1/ | expected a public address but found 127.0.0.1",
                "https://localhost/ | expected a public host but found localhost",
                "https://a.localhost./ | expected a public host but found localhost",
                "https://2130706433/ | expected a name or an address such as 8.8.8.8 but found a malformed address",
            })
    void otherLinkIsRefused(String link, String message) {
        FailedAttempt refused = assertThrows(FailedAttempt.class, () -> PUBLIC.first(link));

        assertEquals(message, refused.getMessage());
        assertEquals(FailedAttempt.Retry.NO, refused.retry);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://8.8.8.8/ | expected a loopback address for http but found 8.8.8.8",
                "http://10.0.0.1/ | expected a loopback address for http but found 10.0.0.1",
                "https://10.0.0.1/ | expected a public address but found 10.0.0.1",
                "http://0.0.0.0/ | expected a loopback address for http but found 0.0.0.0",
                "http://user@127.0.0.1/ | expected a link without user information but found some",
            })
    void loopbackOpensNothingElse(String link, String message) {
        assertEquals(
                message,
                assertThrows(FailedAttempt.class, () -> LOOPBACK.first(link)).getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "b.png?x=1, https://images.example/folder/b.png?x=1",
        "/b.png, https://images.example/b.png",
        "//other.example/b, https://other.example/b",
        "https://other.example:444/b, https://other.example:444/b"
    })
    void locationMayBeRelativeAndLeadElsewhere(String location, String next) throws Exception {
        assertEquals(HttpUrl.get(next), PUBLIC.next(HttpUrl.get("https://images.example/folder/a.png?s=1"), location));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://images.example/b.png | expected a redirect's Location with https but found http",
                "//10.0.0.1/b.png | expected a public address but found 10.0.0.1",
                "https://me@other.example/ | expected a redirect's Location without user information but found some",
                "gopher://other.example/ | expected a redirect's Location with https but found none of that kind",
            })
    void locationIsJudgedLikeALink(String location, String message) {
        HttpUrl url = HttpUrl.get("https://images.example/folder/a.png");

        assertEquals(
                message,
                assertThrows(FailedAttempt.class, () -> PUBLIC.next(url, location))
                        .getMessage());
    }

    @Test
    void redirectNeedsALocation() {
        assertEquals(
                "expected a Location in a redirect but found none",
                assertThrows(FailedAttempt.class, () -> PUBLIC.next(HttpUrl.get("https://images.example/"), null))
                        .getMessage());
    }
}
