package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.upscale4j.api.ContractConverterFactory;
import io.github.upscale4j.api.UpscaleApi;
import io.github.upscale4j.model.Received;
import io.github.upscale4j.model.UpscaleRequest;
import io.github.upscale4j.model.UpscaleResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import retrofit2.Retrofit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The generated client makes the suite's calls, and its records agree with the bytes, field by field of the contract. */
@ExtendWith(PrismExtension.class)
final class ClientTest {
    private static final Contract CONTRACT = Contract.published();

    static Stream<String> examples() {
        return CONTRACT.success().examples().stream().map(Contract.Example::name);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theRecordsAgreeWithTheBytes(String example, Prism prism) throws ReflectiveOperationException, IOException {
        AtomicReference<byte[]> bytes = new AtomicReference<>(new byte[0]);
        UpscaleResponse answer = call(prism, example, bytes);
        JsonNode raw = Json.MAPPER.readTree(bytes.get());
        agree(raw, answer, CONTRACT.resolve(CONTRACT.success().contents().get(0).schema()), example);
        assertEquals(List.of(), answer.received().violations());
    }

    private static UpscaleResponse call(Prism prism, String example, AtomicReference<byte[]> bytes)
            throws ReflectiveOperationException, IOException {
        Call call = Call.good(CONTRACT, Target.of(CONTRACT, prism), 0, 1, 1);
        Header key = Objects.requireNonNull(call.credential()).header();
        OkHttpClient http = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    Request request = chain.request()
                            .newBuilder()
                            .header(key.name(), key.value())
                            .header("Prefer", "example=" + example)
                            .build();
                    Response response = chain.proceed(request);
                    bytes.set(response.peekBody(Long.MAX_VALUE).bytes());
                    return response;
                })
                .build();
        UpscaleApi api = new Retrofit.Builder()
                .client(http)
                .baseUrl(prism.baseUrl() + "/")
                .addConverterFactory(ContractConverterFactory.create())
                .build()
                .create(UpscaleApi.class);
        try {
            retrofit2.Response<UpscaleResponse> response =
                    api.upscale(parameters(call), picture(call)).execute();
            assertEquals(200, response.code());
            return Objects.requireNonNull(response.body());
        } finally {
            http.connectionPool().evictAll();
            http.dispatcher().executorService().shutdown();
        }
    }

    private static MultipartBody.Part picture(Call call) {
        Multipart.Part part = call.body().parts().stream()
                .filter(each -> each.fileName() != null)
                .findFirst()
                .orElseThrow();
        MediaType mediaType = MediaType.get(String.valueOf(part.contentType()));
        return MultipartBody.Part.createFormData(
                part.name(), part.fileName(), RequestBody.create(part.bytes(), mediaType));
    }

    /** The suite's own parameters, through the builder that is generated for them. */
    private static UpscaleRequest parameters(Call call) throws ReflectiveOperationException {
        byte[] json = call.body().parts().stream()
                .filter(part -> part.fileName() == null)
                .findFirst()
                .orElseThrow()
                .bytes();
        UpscaleRequest.Builder builder = UpscaleRequest.builder();
        for (var parameter : ((ObjectNode) Json.MAPPER.readTree(json)).properties()) {
            Method setter = Arrays.stream(UpscaleRequest.Builder.class.getMethods())
                    .filter(method -> method.getName().equals(camelCase(parameter.getKey())))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("the client has no parameter " + parameter.getKey()));
            setter.invoke(builder, value(setter.getParameterTypes()[0], parameter.getValue()));
        }
        return builder.build();
    }

    private static Object value(Class<?> type, JsonNode json) throws ReflectiveOperationException {
        if (type == int.class || type == Integer.class) {
            return json.intValue();
        }
        if (type == long.class || type == Long.class) {
            return json.longValue();
        }
        return type == String.class
                ? json.stringValue()
                : type.getConstructor(String.class).newInstance(json.stringValue());
    }

    /** Holds every property that the schema names, whether it arrived or not, against the record's component. */
    private static void agree(JsonNode json, Object decoded, String schema, String where)
            throws ReflectiveOperationException {
        Received received = (Received) decoded.getClass().getMethod("received").invoke(decoded);
        for (String name : CONTRACT.at(schema + "/properties").propertyNames()) {
            String place = where + "." + name;
            Object value = component(decoded, name);
            assertEquals(!json.has(name), received.absent().contains(name), place);
            assertEquals(json.path(name).isNull(), received.nulls().contains(name), place);
            if (!json.has(name) || json.path(name).isNull()) {
                assertNull(value, place);
            } else {
                assertNotNull(value, place);
                same(json.path(name), value, CONTRACT.resolve(Json.append(schema + "/properties", name)), place);
            }
        }
    }

    private static void same(JsonNode json, Object value, String schema, String place)
            throws ReflectiveOperationException {
        switch (Kind.of(json)) {
            case OBJECT -> agree(json, value, schema, place);
            case ARRAY -> {
                List<?> items = (List<?>) value;
                assertEquals(json.size(), items.size(), place);
                for (int i = 0; i < items.size(); i++) {
                    same(json.path(i), items.get(i), CONTRACT.resolve(schema + "/items"), place + "[" + i + "]");
                }
            }
            case STRING -> {
                Object expected =
                        value instanceof OffsetDateTime ? OffsetDateTime.parse(json.stringValue()) : json.stringValue();
                assertEquals(expected, value instanceof OffsetDateTime ? value : value.toString(), place);
            }
            case INTEGER -> assertEquals(json.longValue(), ((Number) value).longValue(), place);
            case NUMBER -> assertEquals(json.doubleValue(), ((Number) value).doubleValue(), place);
            case BOOLEAN -> assertEquals(json.booleanValue(), value, place);
            case NULL -> fail(place);
        }
    }

    private static @Nullable Object component(Object decoded, String name) throws ReflectiveOperationException {
        String camelCase = camelCase(name);
        RecordComponent component = Arrays.stream(decoded.getClass().getRecordComponents())
                .filter(each ->
                        each.getName().equals(camelCase) || each.getName().equals(camelCase + "OrNull"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the client has no field " + name));
        return component.getAccessor().invoke(decoded);
    }

    private static String camelCase(String name) {
        StringBuilder camelCase = new StringBuilder();
        for (String word : name.split("_", -1)) {
            camelCase.append(camelCase.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return camelCase.toString();
    }
}
