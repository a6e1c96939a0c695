package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What nobody should read of a call, wherever it stands. */
final class ClientSecretsTest extends JudgedCalls {
    @Test
    void whatIsSecretIsNotTold() throws Exception {
        String secret = "hush-Secret-0815";
        try (Provider provider = judging()) {
            call("example/1.0", "example/{KEY}", "a lake", "by {KEY}", "\"seed\":7", "\"{KEY}\":\"{KEY}\"")
                    .send(provider.port());
            call(
                            "POST ",
                            "{KEY} ",
                            "/ideogram",
                            "/{KEY}?key={KEY}&",
                            "Accept",
                            "X-Token: " + secret + "\nAccept: " + secret)
                    .send(provider.port());
            call(
                            "\"seed\":7",
                            "\"api_key\":\"" + secret + "-2\"",
                            "lake.png",
                            secret + ".png",
                            "Accept",
                            "Cookie: a=" + secret + "\nAccept")
                    .send(provider.port());
            call("--b-1--", "--b-1\nContent-Disposition: form-data; name=\"token\"\n\n" + secret + "-3\n--b-1--")
                    .send(provider.port());
        }
        String all = everything();
        assertEquals(4, run.calls());
        assertFalse(all.contains(RawCall.KEY), all);
        assertFalse(all.contains("hush"), all);
    }

    @Test
    void aKeyThatReadsLikeAPlaceLeavesTheReportReadable() throws Exception {
        for (String key : List.of("body", "path", "request", "request-line", "/seed", "part")) {
            try (Provider provider = judging()) {
                call("{KEY}", key, "upscale HTTP", "upscale/ HTTP", ":7}", ":-7}", "--b-1--\n", "--b-1--x")
                        .send(provider.port());
            }
        }
        everything();
    }

    /** As {@link #call}, without the key that all calls have. */
    private static RawCall with(String authorization, String... changes) {
        List<String> all = new ArrayList<>(List.of("Bearer {KEY}", authorization));
        all.addAll(List.of(changes));
        return call(all.toArray(String[]::new));
    }

    private static final String JSON_BODY = "multipart/form-data; boundary=b-1";

    /** Each is a call in which a secret, that nothing else tells of, stands where no key belongs. */
    static List<RawCall> secretsInOddPlaces() {
        List<RawCall> calls = new ArrayList<>();
        for (String name :
                List.of("X-Ideogram", "X-Credential", "X-Passwd", "X-Jwt", "Signature", "Referer", "Foo", "Expect")) {
            calls.add(call("Accept", name + ": hush-Secret-0815\nAccept"));
        }
        for (String json : List.of(
                "{\"options\":{\"api_key\":\"hush-Secret-0815\"}}",
                "{\"list\":[{\"token\":\"hush-Secret-0815\"}]}",
                "{\"list\":[[\"hush-Secret-0815\"]]}",
                "{\"image_request\":\"{\\\"api_key\\\":\\\"hush-Secret-0815\\\"}\"}",
                "{\"api_key\":\"hush-Secret-0815\",}",
                "\"hush-Secret-0815\"",
                "hush-Secret-0815",
                "{\"seed\":hush}",
                "{\"hush-0815\":1,\"hush-0815\":1}",
                "api_key=hush-Secret-0815")) {
            calls.add(call(GOOD, json));
            JsonNode entry = Json.MAPPER
                    .createObjectNode()
                    .put("body", json)
                    .set("change", Json.MAPPER.valueToTree(List.of(JSON_BODY, "application/json")));
            calls.add(new RawCall("a body", entry, new TreeSet<>()));
        }
        for (String line : List.of(
                "POST /ideogram/upscale&api_key=hush-Secret-0815 HTTP/1.1",
                "POST /ideogram/upscale;key=hush-Secret-0815 HTTP/1.1",
                "POST /ideogram/upscale?hush-Secret-0815",
                "POST key=hush-Secret-0815 HTTP/1.1",
                "POST /ideogram/upscale HTTP/1.1 hush-Secret-0815",
                "POST /ideogram/upscale HTTP/hush-Secret-0815",
                "x Authorization: Bearer hush-Secret-0815",
                "hush-Secret-0815 /ideogram/upscale HTTP/1.1")) {
            calls.add(call("POST /ideogram/upscale HTTP/1.1", line));
        }
        calls.add(call("application/json", "hush-Secret-0815"));
        calls.add(call("Accept", "hush-Secret-0815: x\nAccept"));
        calls.add(call("image/png\n", "image/png\nContent-Transfer-Encoding: hush-Secret-0815\n"));
        calls.add(call("Accept", "Authorization=Bearer hush-Secret-0815: x\nAccept"));
        calls.add(call(
                "--b-1--", "--b-1\nContent-Disposition: form-data; name=\"credential\"\n\nhush-Secret-0815\n--b-1--"));
        return calls;
    }

    @ParameterizedTest
    @MethodSource("secretsInOddPlaces")
    void aSecretIsToldFromNoPlace(RawCall call) throws Exception {
        try (Provider provider = judging()) {
            call.send(provider.port());
        }
        String all = everything() + Reports.text(folder, "report.html");
        assertEquals(1, run.calls());
        assertFalse(all.contains("hush"), all);
    }

    @Test
    void whatIsNoSecretIsShown() throws Exception {
        try (Provider provider = judging()) {
            call().send(provider.port());
        }
        everything();
        JsonNode request = Reports.json(folder).at("/exchanges/0/request");
        assertEquals(
                "POST /ideogram/upscale",
                request.path("method").asString() + " " + request.path("url").asString());
        assertEquals("example/1.0", request.at("/headers/1/value").asString());
        assertEquals("a lake", request.at("/parts/0/json/prompt").asString());
    }

    @Test
    void whatIsKnownLaterToBeAKeyIsTakenOutOfWhatWasTold() throws Exception {
        String secret = "hush-Secret-0815";
        try (Provider provider = judging()) {
            with("Bearer", "example/1.0", secret, "a lake", secret, "/ideogram", "/" + secret, "lake.png", secret)
                    .send(provider.port());
            with("Bearer " + secret).send(provider.port());
            with("Bearer", "/ideogram", "/" + secret).send(provider.port());
        }
        lines.clear(); // They were printed before.
        String all = everything() + Reports.text(folder, "report.html") + run.verdictLine();
        assertFalse(all.contains("hush"), all);
        assertEquals(
                2,
                run.deviations().stream()
                        .filter(deviation -> deviation.first().where().equals("path"))
                        .findFirst()
                        .orElseThrow()
                        .count(),
                "the same in both, with the key and without it");
    }

    @Test
    void theKeyOfACallIsNotDroppedForThoseOfOthers() throws Exception {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 80; i++) {
            many.append("X-Secret-")
                    .append(i)
                    .append(": the-token-of-")
                    .append(i)
                    .append('\n');
        }
        try (Provider provider = judging()) {
            for (int i = 0; i < 25; i++) {
                with(
                                "Bearer hush-Secret-0815",
                                "Accept",
                                "X-Secret: another-one-" + i + "\nAccept",
                                "/ideogram",
                                "/hush-Secret-0815")
                        .send(provider.port());
            }
            with("Bearer hush-Secret-0816", "/ideogram", "/hush-Secret-0816", "Accept", many + "Accept")
                    .send(provider.port());
        }
        String all = everything();
        assertFalse(all.contains("hush"), all);
    }

    @Test
    void aShortKeyLeavesTheSuitesOwnWordsAlone() throws Exception {
        try (Provider provider = judging()) {
            with("Bearer k").send(provider.port());
            with("k").send(provider.port());
        }
        assertTrue(
                run.verdictLine().contains("expected Bearer KEY, found a key without the word Bearer"),
                run.verdictLine());
    }
}
