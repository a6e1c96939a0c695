package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Fault;
import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole program against providers that send back what they were sent: nothing that it leaves may tell the key. */
final class SecrecyTest {
    private static final String KEY = "sk-Secret/Key+0123456789abcdefXYZ=";
    private static final String SIGNATURE = "5ignature";
    /** Long enough to be no accident. */
    private static final int TELLING = 8;

    @TempDir
    Path folder = Path.of("");

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** All that a run against it prints and writes. */
    private String everything(String baseUrl) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.run(
                Map.of("UPSCALE4J_API_KEY", KEY),
                new PrintWriter(out),
                new PrintWriter(err),
                "--base-url",
                baseUrl,
                "--report",
                folder.toString(),
                "--record",
                folder.resolve("recording").toString());
        assertTrue(exitCode == 0 || exitCode == 1, out + err.toString());
        Reports.assertValid(folder);
        StringBuilder all = new StringBuilder(out + err.toString());
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        assertReplayIsTheSame(exitCode);
        return all.toString();
    }

    private void assertReplayIsTheSame(int exitCode) {
        StringWriter said = new StringWriter();
        Path again = folder.resolve("again");
        PrintWriter console = new PrintWriter(said);
        String recording = folder.resolve("recording").toString();
        int code = Main.run(Map.of(), console, console, "--replay", recording, "--report", again.toString());
        assertEquals(exitCode, code, said.toString());
        for (String member : List.of("verdictLine", "findings", "checks", "fields", "spend")) {
            assertEquals(
                    Json.pretty(Reports.json(folder).path(member)),
                    Json.pretty(Reports.json(again).path(member)));
        }
    }

    private static void assertTellsNothing(String all) {
        String compact = all.replaceAll("\\s|\\\\[nrt]", "").toLowerCase(Locale.ROOT);
        for (String secret :
                List.of(KEY, base64(KEY), base64("Bearer " + KEY).substring(10), KEY.replace("/", "%2F"))) {
            for (int at = 0; at + TELLING <= secret.length(); at++) {
                String part = secret.substring(at, at + TELLING).toLowerCase(Locale.ROOT);
                assertFalse(compact.contains(part), () -> part + " is in " + all);
            }
        }
        assertFalse(all.contains(SIGNATURE), all);
    }

    static Stream<String> faults() {
        Stream.Builder<String> faults = Stream.builder();
        faults.add("{'on':'refusal','echoKey':true,'patch':[{'op':'move','from':'/error','path':'/problem'}]}");
        faults.add("{'status':418,'reason':'" + KEY + "'}");
        faults.add("{'contentType':'text/" + KEY + "'}");
        faults.add("{'headers':{'Content-Type':'text/plain; charset=" + KEY + "'}}");
        faults.add("{'headers':{'Content-Encoding':'" + "a".repeat(110) + KEY + "'}}");
        faults.add("{'status':418,'headers':{'sl-violations':'[{\"message\":\"" + KEY + "\"}]'}}");
        faults.add("{'on':'success','body':'" + KEY + "'}");
        faults.add("{'on':'success','body':'{\"" + KEY + "\":1,\"" + KEY + "\":2}'}");
        for (int before : new int[] {0, 90, 100, 125, 140, 150}) {
            String front = "a".repeat(before);
            faults.add("{'headers':{'Content-Type':'" + front + KEY + "'}}");
            for (String disguise : List.of(
                    KEY,
                    KEY.toLowerCase(Locale.ROOT),
                    KEY.replace("Key", "K\\u0001\\ney"),
                    KEY.replace("/", "%2F").replace("+", "%2B"),
                    base64(KEY),
                    base64("Bearer " + KEY))) {
                faults.add(success("/created", front + disguise));
            }
        }
        for (String link : List.of(
                "/ephemeral/x.png?exp=1&sig=",
                "//h/x.png?sig=",
                "ftp://h/x?sig=",
                "https://h/a b.png?sig=",
                "https%3A%2F%2Fh%2Fx.png%3Fsig%3D",
                "javascript:x?sig=")) {
            faults.add(success("/data/0/seed", link + SIGNATURE));
            faults.add(success("/data/0/url", link + SIGNATURE));
        }
        return faults.build();
    }

    private static String success(String path, String value) {
        return "{'on':'success','patch':[{'op':'replace','path':'" + path + "','value':'" + value + "'}]}";
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whatIsSentBackIsNotTold(String fault) throws IOException {
        Fault parsed =
                Fault.parse(fault.replace("\\\"", "\"").replace("\"", "\\\"").replace('\'', '"'));
        ProviderOptions options =
                ProviderOptions.builder().key(KEY).faults(List.of(parsed)).build();
        try (Provider provider = Provider.start(options)) {
            assertTellsNothing(everything(provider.baseUrl().toString()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + KEY + "\r\n{}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0" + KEY + ";x\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: " + KEY + "\r\n\r\n{}",
                "HTTP/1.1 200 " + KEY + "\r\nContent-Encoding: x, " + KEY + "\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Type: text/sk-Secret\r\n /Key+0123456789abcdefXYZ=\r\n\r\n{}",
                KEY + "\r\n\r\n"
            })
    void framingThatIsMadeOfTheKeyIsNotTold(String answer) throws IOException {
        try (RawServer server = RawServer.answering(answer)) {
            assertTellsNothing(everything(server.url().toString()));
        }
    }

    @Test
    void theMachineAndItsUserAreNotTold() throws IOException {
        String all = everythingOfADeviant();
        assertFalse(all.contains("<properties>") || all.contains("java.class.path"), all);
        assertFalse(all.contains(System.getProperty("user.home") + "/"), all);
        String xml = Reports.text(folder, "TEST-junit-jupiter.xml");
        assertTrue(xml.contains("hostname=\"localhost\"") && xml.contains("<testcase"), xml);
    }

    private String everythingOfADeviant() throws IOException {
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\n\r\n{}")) {
            return everything(server.url().toString());
        }
    }
}
