package io.github.upscale4j.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.Moshi;
import io.github.upscale4j.model.ContractSchemas;
import io.github.upscale4j.model.UpscaleRequest;
import io.github.upscale4j.model.UpscaleResponse;
import io.github.upscale4j.model.Violation;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retrofit2.Converter;
import retrofit2.Retrofit;

/** What the converter makes of an answer: a record or an IOException, and nothing else. */
class ContractConverterTest {
    private static final String ANSWER = "{\"created\":\"2000-01-23T04:56:07Z\",\"data\":[{\"seed\":7,\"prompt\":\"p\","
            + "\"resolution\":\"20x10\",\"url\":null,\"is_image_safe\":false}]}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                " \r\n\t",
                "}",
                "]",
                "garbage",
                ANSWER,
                "<!-- cached -->",
                "\0\0",
                ",",
                "null",
                "\"",
                "\uFEFF"
            })
    void whatFollowsTheAnswerDoesNotLoseIt(String rest) throws Exception {
        assertIsTheAnswer(execute(answer(ANSWER + rest)));
    }

    @Test
    void byteOrderMarkIsSkipped() throws Exception {
        assertIsTheAnswer(execute(answer("\uFEFF" + ANSWER)));
    }

    @Test
    void connectionThatBreaksBehindTheAnswerDoesNotLoseIt() throws Exception {
        MockResponse cut = answer(ANSWER)
                .newBuilder()
                .setHeader("Content-Length", ANSWER.length() + 100)
                .onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE)
                .build();

        assertIsTheAnswer(execute(cut));
    }

    @Test
    void connectionThatBreaksInsideOfTheAnswerIsAnIoException() {
        MockResponse cut = answer(ANSWER.substring(0, 50))
                .newBuilder()
                .setHeader("Content-Length", ANSWER.length())
                .onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE)
                .build();

        assertThrows(IOException.class, () -> execute(cut));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "null x", "\uFEFFnull"})
    void jsonNullIsNoAnswer(String body) {
        IOException refused = assertThrows(IOException.class, () -> execute(answer(body)));

        assertEquals("expected an object but was null at path $", refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "1e9999999999", "true", "\"text\"", "[]", "[{}]", "7 x"})
    void answerThatIsNoObjectIsARecordThatSaysSo(String body) throws Exception {
        UpscaleResponse response = execute(answer(body));

        List<Violation> violations = response.received().violations();
        assertEquals(1, violations.size(), violations.toString());
        assertEquals("$", violations.get(0).path());
        assertEquals("an object", violations.get(0).expected());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\uFEFF",
                "{",
                "<html></html>",
                "{\"created\"}",
                "{\"data\":[{]}",
                "{,}",
                "\0",
                "nul",
                "NaN"
            })
    void malformedAnswerIsAnIoException(String body) {
        assertThrows(IOException.class, () -> execute(answer(body)));
    }

    @Test
    void numberOf16MebibytesInABodyInMemoryDoesNotStopTheConverter() {
        String number = "9".repeat(16 << 20);

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            UpscaleResponse response = (UpscaleResponse) converter()
                    .convert(ResponseBody.create("{\"data\":[{\"seed\":" + number + "}]}", MediaType.get("text/html")));
            assertNotNull(response);
            assertNull(response.data().get(0).seedOrNull());
        });
    }

    /** Ten thousand answers that something broke, always the same ones. */
    @Test
    void brokenAnswerIsARecordOrAnIoException() throws Exception {
        Converter<ResponseBody, ?> converter = converter();
        List<ByteString> answers = new ArrayList<>();
        for (Object example : ContractSchemas.examples("200").values()) {
            answers.add(ByteString.encodeUtf8(
                    new Moshi.Builder().build().adapter(Object.class).toJson(example)));
        }
        Random random = new Random(20261122);
        int records = 0;
        int violations = 0;
        int failures = 0;
        for (int i = 0; i < 10_000; i++) {
            ByteString broken = broken(answers.get(random.nextInt(answers.size())), answers, random);
            try {
                UpscaleResponse response =
                        (UpscaleResponse) converter.convert(ResponseBody.create(broken, MediaType.get("text/html")));
                assertNotNull(response);
                records++;
                violations += response.toString().isEmpty()
                        ? 0
                        : response.received().violations().size();
            } catch (IOException e) {
                failures++;
            } catch (RuntimeException e) {
                throw new AssertionError("unchecked for " + broken.utf8(), e);
            }
        }
        assertTrue(
                records > 1000 && violations > 1000 && failures > 1000, records + ", " + violations + ", " + failures);
    }

    private static ByteString broken(ByteString answer, List<ByteString> answers, Random random) {
        List<String> tokens = List.of(
                "1e9999999999",
                "-0",
                "1.9",
                "1e",
                "01",
                "-",
                "9".repeat(2000),
                "\\uD800",
                "\"\\u12\"",
                "\\",
                "\"",
                "\0",
                "null",
                "true",
                "[",
                "{",
                "}",
                "]",
                ",",
                ":",
                "{\"a\":",
                "[".repeat(300),
                "\"a\":1,\"a\":2,",
                "\"seed\":null,",
                "\uFEFF",
                "é");
        ByteString result = answer;
        for (int change = random.nextInt(3); change >= 0; change--) {
            int start = random.nextInt(result.size() + 1);
            int end = Math.min(result.size(), start + random.nextInt(random.nextBoolean() ? 4 : 80));
            ByteString other = answers.get(random.nextInt(answers.size()));
            int from = random.nextInt(other.size());
            ByteString inserted =
                    switch (random.nextInt(4)) {
                        case 0 -> ByteString.EMPTY;
                        case 1 -> ByteString.of((byte) random.nextInt(256));
                        case 2 -> ByteString.encodeUtf8(tokens.get(random.nextInt(tokens.size())));
                        default -> other.substring(from, Math.min(other.size(), from + random.nextInt(80)));
                    };
            result = new Buffer()
                    .write(result.substring(0, start))
                    .write(inserted)
                    .write(result.substring(end))
                    .readByteString();
        }
        return result;
    }

    private static void assertIsTheAnswer(UpscaleResponse response) {
        assertEquals(List.of(), response.received().violations());
        assertEquals(7, response.data().get(0).seed());
    }

    private static MockResponse answer(String body) {
        return new MockResponse.Builder()
                .addHeader("Content-Type", "application/json")
                .body(new Buffer().write(body.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    private static UpscaleResponse execute(MockResponse answer) throws IOException {
        try (MockWebServer server = new MockWebServer()) {
            server.enqueue(answer);
            server.start();
            UpscaleApi api = retrofit(server.url("/").toString()).create(UpscaleApi.class);
            RequestBody image = RequestBody.create(new byte[] {1}, MediaType.get("image/png"));
            UpscaleResponse response = api.upscale(
                            UpscaleRequest.builder().build(),
                            MultipartBody.Part.createFormData("image_file", "image.png", image))
                    .execute()
                    .body();
            assertNotNull(response);
            return response;
        }
    }

    private static Converter<ResponseBody, ?> converter() {
        Converter<ResponseBody, ?> converter = ContractConverterFactory.create()
                .responseBodyConverter(UpscaleResponse.class, new Annotation[0], retrofit("http://localhost/"));
        assertNotNull(converter);
        return converter;
    }

    private static Retrofit retrofit(String baseUrl) {
        return new Retrofit.Builder()
                .baseUrl(baseUrl)
                .addConverterFactory(ContractConverterFactory.create())
                .build();
    }
}
