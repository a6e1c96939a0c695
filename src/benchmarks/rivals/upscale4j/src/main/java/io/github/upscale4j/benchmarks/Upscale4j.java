package io.github.upscale4j.benchmarks;

import io.github.upscale4j.ImageFile;
import io.github.upscale4j.UpscaleClient;
import io.github.upscale4j.api.ContractConverterFactory;
import io.github.upscale4j.model.UpscaleRequest;
import io.github.upscale4j.model.UpscaleResponse;
import io.github.upscale4j.model.UpscaledImage;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import retrofit2.Converter;
import retrofit2.Retrofit;
import retrofit2.http.Part;

/** Our client: decoding and encoding as Retrofit asks for them, with all checks of the contract on. */
public final class Upscale4j implements Rival {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final Annotation PART = (Annotation) Proxy.newProxyInstance(
            Upscale4j.class.getClassLoader(), new Class<?>[] {Part.class}, (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.toString());
            });

    private static UpscaleRequest request() {
        Parameters example = Parameters.EXAMPLE;
        return UpscaleRequest.builder()
                .prompt(example.prompt())
                .resemblance(example.resemblance())
                .detail(example.detail())
                .magicPromptOption(new UpscaleRequest.MagicPromptOption(example.magicPromptOption()))
                .seed(example.seed())
                .build();
    }

    private static Retrofit retrofit() {
        return new Retrofit.Builder()
                .baseUrl("http://localhost/")
                .addConverterFactory(ContractConverterFactory.create())
                .build();
    }

    @Override
    public Decoding decoding() {
        Converter<ResponseBody, UpscaleResponse> converter =
                retrofit().responseBodyConverter(UpscaleResponse.class, new Annotation[0]);
        return new Decoding() {
            @Override
            public Object decode(byte[] json) throws Exception {
                return converter.convert(ResponseBody.create(json, JSON));
            }

            @Override
            public List<@Nullable Object> values(Object decoded) {
                UpscaleResponse answer = (UpscaleResponse) decoded;
                List<@Nullable Object> values = new ArrayList<>();
                values.add(answer.created());
                for (UpscaledImage image : answer.data()) {
                    values.add(image.seed());
                    values.add(image.prompt());
                    values.add(image.resolution());
                    values.add(image.url());
                    values.add(image.isImageSafe());
                    values.add(image.styleType());
                    values.add(image.upscaledResolution());
                }
                return values;
            }
        };
    }

    @Override
    public Encoding encoding() {
        UpscaleRequest request = request();
        Converter<UpscaleRequest, RequestBody> converter =
                retrofit().requestBodyConverter(UpscaleRequest.class, new Annotation[] {PART}, new Annotation[0]);
        return new Encoding() {
            @Override
            public Object encode() throws Exception {
                return converter.convert(request);
            }

            @Override
            public byte[] bytes(Object encoded) throws Exception {
                Buffer bytes = new Buffer();
                ((RequestBody) encoded).writeTo(bytes);
                return bytes.readByteArray();
            }
        };
    }

    @Override
    public Calling calling(URI baseUrl, int inFlight) {
        UpscaleClient client = UpscaleClient.builder()
                .baseUrl(baseUrl.toString())
                .key(Parameters.KEY)
                .maxImagesInFlight(inFlight)
                .build();
        UpscaleRequest request = request();
        return new Calling() {
            @Override
            public Object call(Path image) throws Exception {
                return client.upscale(ImageFile.of(image), request);
            }

            @Override
            public CompletableFuture<?> callAsync(Path image) {
                return client.upscaleAsync(ImageFile.of(image), request);
            }

            @Override
            public void close() {
                client.close();
            }
        };
    }
}
