package io.github.upscale4j.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.model.ContractSchemas;
import io.github.upscale4j.model.UpscaleRequest;
import io.github.upscale4j.model.UpscaleResponse;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import retrofit2.Response;
import retrofit2.Retrofit;

/** The generated interface on the wire, over a real socket. */
class UpscaleApiTest {
    private static final String ANSWER = "{\"created\":\"2000-01-23T04:56:07Z\",\"data\":[{\"seed\":7,\"prompt\":\"p\","
            + "\"resolution\":\"20x10\",\"url\":null,\"is_image_safe\":false}]}";

    @Test
    void callIsWhatTheDocumentsShow() throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.enqueue(new MockResponse.Builder()
                    .addHeader("Content-Type", "application/json")
                    .body(ANSWER)
                    .build());
            server.start();
            UpscaleApi api = new Retrofit.Builder()
                    .baseUrl(server.url("/gateway/"))
                    .addConverterFactory(ContractConverterFactory.create())
                    .build()
                    .create(UpscaleApi.class);
            RequestBody image = RequestBody.create(new byte[] {1, 2, 3}, MediaType.get("image/png"));

            Response<UpscaleResponse> response = api.upscale(
                            UpscaleRequest.builder().prompt("Möwe").build(),
                            MultipartBody.Part.createFormData("image_file", "image.png", image))
                    .execute();

            RecordedRequest request = server.takeRequest();
            assertEquals("POST", request.getMethod());
            assertEquals("/gateway" + ContractSchemas.path(), request.getUrl().encodedPath());
            assertEquals("application/json", request.getHeaders().get("Accept"));
            assertNotNull(request.getHeaders().get("Content-Length"), "Content-Length");
            assertTrue(request.getHeaders().get("Content-Type").startsWith("multipart/form-data; boundary="));
            String body = request.getBody().utf8();
            String requestPart = body.substring(body.indexOf("Content-Disposition"), body.indexOf("\r\n--", 2));
            assertTrue(requestPart.startsWith("Content-Disposition: form-data; name=\"image_request\"\r\n"), body);
            assertTrue(!requestPart.contains("Content-Type"), body);
            assertTrue(requestPart.endsWith("\r\n\r\n{\"prompt\":\"Möwe\"}"), body);
            assertTrue(
                    body.contains("name=\"image_file\"; filename=\"image.png\"\r\nContent-Type: image/png\r\n"), body);
            assertNotNull(response.body());
            assertEquals(7, response.body().data().get(0).seed());
            assertNull(response.body().data().get(0).url());
        }
    }

    @Test
    void limitsOfTheImageAreThoseOfTheContract() {
        Map<String, Object> multipart = ContractSchemas.object(
                ContractSchemas.object(ContractSchemas.object(ContractSchemas.operation(), "requestBody"), "content"),
                "multipart/form-data");
        Map<String, Object> parts = ContractSchemas.object(ContractSchemas.object(multipart, "schema"), "properties");
        Map<String, Object> image = ContractSchemas.object(parts, "image_file");
        Map<String, Object> encoding =
                ContractSchemas.object(ContractSchemas.object(multipart, "encoding"), "image_file");

        assertEquals(((Number) image.get("x-max-bytes")).longValue(), UpscaleApi.IMAGE_FILE_MAX_BYTES);
        assertEquals(encoding.get("contentType"), UpscaleApi.IMAGE_FILE_MEDIA_TYPES);
        assertEquals("/" + UpscaleApi.UPSCALE_PATH, ContractSchemas.path());
    }

    @Test
    void refusalsAreTheStatusesThatTheContractSaysTurnACallDown() {
        Set<Integer> expected = new HashSet<>();
        ContractSchemas.object(ContractSchemas.operation(), "responses").forEach((status, response) -> {
            if (((Map<?, ?>) response).containsKey("x-refuses")) {
                expected.add(Integer.valueOf(status));
            }
        });

        assertEquals(expected, UpscaleApi.UPSCALE_REFUSALS);
        assertTrue(expected.contains(429) && !expected.contains(200), expected.toString());
        assertThrows(UnsupportedOperationException.class, () -> UpscaleApi.UPSCALE_REFUSALS.add(500));
    }

    @Test
    void schemaOfTheRequestPartIsTheOneThatTheContractTies() {
        Map<String, Object> parts = ContractSchemas.object(
                ContractSchemas.object(
                        ContractSchemas.object(
                                ContractSchemas.object(
                                        ContractSchemas.object(ContractSchemas.operation(), "requestBody"), "content"),
                                "multipart/form-data"),
                        "schema"),
                "properties");
        Map<String, Object> part = ContractSchemas.object(parts, "image_request");

        assertEquals(
                "#/components/schemas/" + part.get("x-content-schema"),
                ContractSchemas.object(part, "contentSchema").get("$ref"));
    }
}
