package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each error of usage says what was expected and what was found, in words and in the folder, and nothing is sent. */
final class UsageTest {
    private static final Map<String, String> KEY = Map.of("UPSCALE4J_API_KEY", "sesame-key");

    @TempDir
    Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Map<String, String> environment, String... arguments) {
        return Main.run(environment, new PrintWriter(out), new PrintWriter(err), arguments);
    }

    private int judge(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--report", folder.toString()));
        all.addAll(List.of(arguments));
        return run(KEY, all.toArray(String[]::new));
    }

    private void assertWrongUsage(int exitCode, String message) {
        assertEquals(2, exitCode, out + err.toString());
        String said = "wrong usage: " + message;
        assertTrue(err.toString().startsWith(said), err.toString());
        assertTrue(Reports.text(folder, "verdict.txt").startsWith(said), Reports.text(folder, "verdict.txt"));
        assertEquals("", out.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "http://gateway.example; expected https, or http to this machine; the key would go to gateway.example unencrypted, which --allow-http permits",
                "gateway.example; expected an absolute http or https URL, such as https://gateway.example, found none at its start",
                "gateway.example:443/v1; expected an absolute http or https URL, such as https://gateway.example, found none at its start",
                "//gateway.example; expected an absolute http or https URL, such as https://gateway.example, found none at its start",
                "https:gateway.example; expected an absolute http or https URL, such as https://gateway.example, found none at its start",
                "ftp://gateway.example; expected an absolute http or https URL, such as https://gateway.example, found one that begins with ftp://",
                "https://gateway example; expected an absolute http or https URL, such as https://gateway.example, found something else",
                "https://; expected an absolute http or https URL, such as https://gateway.example, found something else",
                "https://my_gateway; expected an absolute http or https URL, such as https://gateway.example, found a host that is none",
                "https://gateway.example/é; expected an absolute http or https URL, such as https://gateway.example, found a host that is none, or a character that is not ASCII",
                "https://gateway.example:65536; expected a port from 1 to 65535, found 65536",
                "https://gateway.example/?a=b; expected a URL without user, query and fragment, found one with",
                "https://gateway.example/#a; expected a URL without user, query and fragment, found one with",
            })
    void aBaseUrlThatWillNotDoIsWrongUsage(String url, String message) {
        assertWrongUsage(judge("--base-url", url), "--base-url: " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://me:pass-word@gateway.example",
                "https://me:pass-word@my_gateway",
                "https://me:p@pass-word@gateway.example",
                "me:pass-word@gateway.example",
                "pass-word:443/v1",
                "pass-word://gateway.example",
                "//me:pass-word@gateway.example",
                "https:me:pass-word@gateway.example",
                "ftp://me:pass-word@gateway.example",
                "https://me:pass-word@gateway.example:x",
                "gateway.example:443/v1?key=pass-word",
                "gateway.example:443/v1?pass-word",
                "https://gateway.example/v1#pass-word",
            })
    void aPasswordInTheBaseUrlIsNotTold(String url) {
        assertWrongUsage(judge("--base-url", url), "--base-url: expected ");
        assertFalse((err + Reports.text(folder, "verdict.txt")).contains("pass-word"), err.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "--budget -1; expected a number of calls from 0 to 2147483646, or unlimited, found -1",
                "--budget 1.5; expected a number of calls from 0 to 2147483646, or unlimited, found 1.5",
                "--budget many; expected a number of calls from 0 to 2147483646, or unlimited, found many",
                "--budget +1; expected a number of calls from 0 to 2147483646, or unlimited, found +1",
                "--budget 2147483647; expected a number of calls from 0 to 2147483646, or unlimited, found 2147483647",
                "--budget 99999999999999999999; expected a number of calls from 0 to 2147483646, or unlimited, found 99999999999999999999",
                "--budget=; expected a number of calls from 0 to 2147483646, or unlimited, found nothing",
                "--max-images 0; expected a number of images from 1 to 2147483646, or unlimited, found 0",
                "--max-images -1; expected a number of images from 1 to 2147483646, or unlimited, found -1",
                "--max-images two; expected a number of images from 1 to 2147483646, or unlimited, found two",
                "--max-images 2147483648; expected a number of images from 1 to 2147483646, or unlimited, found 2147483648",
                "--deadline 0; expected whole seconds from 1 to 3600, found 0",
                "--deadline 3601; expected whole seconds from 1 to 3600, found 3601",
                "--deadline 1m; expected whole seconds from 1 to 3600, found 1m",
                "--max-upload 0; expected a number of bytes from 1 to 268435456, found 0",
                "--max-upload 25M; expected a number of bytes from 1 to 268435456, found 25M",
                "--pause -1; expected whole seconds from 0 to 60, found -1",
                "--pause 61; expected whole seconds from 0 to 60, found 61",
                "--pause 0.5; expected whole seconds from 0 to 60, found 0.5",
                "--auth basic; expected bearer, key or api-key, found basic",
                "--auth=; expected bearer, key or api-key, found nothing",
                "--path upscale; expected a path such as /ideogram/upscale, found none that begins with /",
                "--path /upscale?key=sesame; expected a path such as /ideogram/upscale, found one with a query or a fragment",
                "--path /upscale#a; expected a path such as /ideogram/upscale, found one with a query or a fragment",
                "--path /a/../upscale; expected a path such as /ideogram/upscale, found one with .. in it",
                "--path /a/%2E./upscale; expected a path such as /ideogram/upscale, found one with .. in it",
                "--path /up<space>scale; expected a path such as /ideogram/upscale, found one with a character that must be percent-encoded",
                "--path /up<tab>scale; expected a path such as /ideogram/upscale, found one with a character that must be percent-encoded",
                "--path /up%2; expected a path such as /ideogram/upscale, found one with a character that must be percent-encoded",
                "--path /upscalé; expected a path such as /ideogram/upscale, found one with a character that must be percent-encoded",
            })
    void anOptionThatWillNotDoIsWrongUsage(String option, String message) {
        String[] words = option.split(" ");
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].replace("<space>", " ").replace("<tab>", "\t");
        }
        List<String> all = new ArrayList<>(List.of("--base-url", "http://127.0.0.1:9"));
        all.addAll(List.of(words));
        assertWrongUsage(judge(all.toArray(String[]::new)), words[0].replace("=", "") + ": " + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--budget=1", "--max-images=2", "--auth=bearer", "--path=/upscale", "--allow-http"})
    void whatMeansNothingToTheMockIsWrongUsage(String option) {
        assertWrongUsage(
                judge(option),
                option.replaceFirst("=.*", "")
                        + ": expected --base-url beside it, found none; it means nothing to the mock");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--budgets=1; unknown option: --budgets",
                "--key=sk-0123456789; unknown option: --key",
                "--sk-0123456789; unknown option",
                "-ksk-0123456789; unknown option",
                "sk-0123456789; expected options, found a value that belongs to none",
                "--auth=sk-0123456789abcdefghij; --auth: expected bearer, key or api-key, found something else",
                "--allow-http=sk-0123456789abcdefghij; Invalid value for option '--allow-http': 'something else' is not a boolean",
                "--budget; Missing required parameter for option '--budget' (N|unlimited)",
                "--allow-http=perhaps; Invalid value for option '--allow-http': 'perhaps' is not a boolean",
            })
    void aCommandLineThatCannotBeReadIsWrongUsage(String option, String message) {
        assertWrongUsage(
                option.contains("auth") ? judge("--base-url=http://127.0.0.1:9", option) : judge(option), message);
        assertFalse((err + Reports.text(folder, "verdict.txt")).contains("sk-0"), err.toString());
    }

    @Test
    void aValueBehindAnUnknownOptionIsNotTold() {
        assertWrongUsage(judge("--api-key", "sk-0123456789"), "unknown option: --api-key\n");
        assertFalse((err + Reports.text(folder, "verdict.txt")).contains("sk-0"), err.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--base-url http://127.0.0.1:9/KEY",
                "--base-url http://127.0.0.1:9/a/KEY/b",
                "--base-url http://KEY",
                "--base-url http://127.0.0.1:9 --path /KEY",
                "--base-url http://127.0.0.1:9 --path /KEY --plan",
            })
    void theKeyInTheTargetsAddressIsWrongUsageAndIsNotTold(String options) {
        for (String key : List.of("sesame-key", "sk-0123456789abcdefghij")) {
            List<String> all = new ArrayList<>(List.of("--report", folder.toString()));
            all.addAll(List.of(options.replace("KEY", key).split(" ")));
            int exitCode = run(Map.of("UPSCALE4J_API_KEY", key), all.toArray(String[]::new));
            assertEquals(2, exitCode, err.toString());
            assertTrue(
                    err.toString().contains(": expected a value without the key, found one with it"), err.toString());
            assertFalse((out + err.toString()).contains(key), err.toString());
        }
    }

    @Test
    void aMissingKeyIsWrongUsage() {
        assertEquals(2, run(Map.of(), "--base-url", "http://127.0.0.1:9", "--report", folder.toString()));
        assertTrue(
                err.toString().contains("expected the key in the environment variable UPSCALE4J_API_KEY"),
                err.toString());
    }

    @Test
    void aKeyThatNoHeaderCanCarryIsWrongUsageAndIsNotTold() {
        Map<String, String> odd = Map.of("UPSCALE4J_API_KEY", "sesame key");
        assertEquals(2, run(odd, "--base-url", "http://127.0.0.1:9", "--report", folder.toString()));
        assertTrue(err.toString().contains("expected a key of visible ASCII characters"), err.toString());
        assertFalse(err.toString().contains("sesame"), err.toString());
    }
}
