package io.github.upscale4j;

import io.github.upscale4j.api.ContractConverterFactory;
import io.github.upscale4j.api.UpscaleApi;
import io.github.upscale4j.model.UpscaleRequest;
import io.github.upscale4j.model.UpscaleResponse;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.InetAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Converter;
import retrofit2.Invocation;
import retrofit2.Retrofit;

/**
 * Retrofit and OkHttp, set up for calls that cost money. The key is put in, and the answer taken, next to the socket: no
 * interceptor of the user's sees the key, and nothing that happens to an answer on its way up can lose it. Thread-safe.
 */
final class Transport implements AutoCloseable {
    private static final Annotation[] NO_ANNOTATIONS = {};
    private static final MediaType JSON = MediaType.get("application/json");
    private static final List<String> CREDENTIALS = List.of("Authorization", "Api-Key");

    final OkHttpClient http;
    private final boolean ownsConnections;
    private final boolean allowsHttp;
    private final Duration connectTimeout;
    private final Endpoint endpoint;
    private final String keyHeader;
    private final String keyValue;
    private final UpscaleApi api;
    private final Converter<ResponseBody, UpscaleResponse> decoder;

    Transport(UpscaleClient.Builder options, Endpoint endpoint, ApiKey key) {
        this.endpoint = endpoint;
        keyHeader = options.authorization == UpscaleClient.Authorization.API_KEY ? "Api-Key" : "Authorization";
        keyValue = options.authorization == UpscaleClient.Authorization.BEARER ? "Bearer " + key.value() : key.value();
        ownsConnections = options.http == null;
        allowsHttp = options.allowHttp;
        connectTimeout = options.connectTimeout;
        http = okHttp(options);
        OkHttpClient sender = http.newBuilder()
                // What OkHttp would send a second time. Attempt.begin() stops it, too; here it does not even connect.
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .authenticator(Authenticator.NONE)
                .cache(null)
                // A connection of its own for each call, of 5 to 60 seconds: a kept one may be dead without a sign,
                // or hold bytes that nobody asked for, which would be read as the answer.
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                // HTTP/2 has re-sends of its own, and connections that other hosts' calls share.
                .protocols(List.of(Protocol.HTTP_1_1))
                .addNetworkInterceptor(this::send)
                .build();
        Retrofit retrofit = new Retrofit.Builder()
                .baseUrl(endpoint.url().resolve("/"))
                .callFactory(request -> call(sender, request))
                .addConverterFactory(ContractConverterFactory.create())
                .build();
        api = retrofit.create(UpscaleApi.class);
        decoder = retrofit.responseBodyConverter(UpscaleResponse.class, NO_ANNOTATIONS);
    }

    private static OkHttpClient okHttp(UpscaleClient.Builder options) {
        OkHttpClient given = options.http == null ? new OkHttpClient() : options.http;
        OkHttpClient.Builder http = given.newBuilder()
                .connectTimeout(options.connectTimeout)
                .writeTimeout(options.writeTimeout)
                // Silent until the answer: the deadline, which is set for each call, bounds it.
                .readTimeout(Duration.ZERO)
                .callTimeout(Duration.ZERO)
                .dns(new BoundedDns(given.dns(), shorter(options.connectTimeout, options.deadline)))
                .socketFactory(new CallSocketFactory(given.socketFactory()));
        if (options.proxy != null) {
            http.proxy(options.proxy);
        }
        return http.build();
    }

    /**
     * Sends the request. The attempt knows afterwards what was answered, whether or not this fails.
     *
     * @return the decoded answer; null for an answer that is no success, or has no body
     */
    @Nullable UpscaleResponse execute(Attempt attempt, Upload upload, UpscaleRequest request, Duration timeout)
            throws IOException {
        // The name is ours: the user's could be one that servers choke on, or that is nobody's business.
        MultipartBody.Part image = MultipartBody.Part.createFormData(
                "image_file", "image." + upload.type.extension, new ImageBody(upload, attempt));
        retrofit2.Call<UpscaleResponse> call = api.upscale(request, image);
        call.timeout().timeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
        retrofit2.Response<UpscaleResponse> response = call.execute();
        if (attempt.answer() == null) { // an interceptor of the user's answered
            if (attempt.hasBegun()) {
                throw new IOException("an interceptor answered in place of the server, after the request was sent");
            }
            ResponseBody error = response.errorBody();
            attempt.answered(new CapturedAnswer(
                    response.code(), response.headers(), error == null ? new byte[0] : error.bytes(), null));
        }
        return response.body();
    }

    /** The answer that these bytes are; null where they cannot be read. */
    @Nullable UpscaleResponse decode(byte[] body) {
        try {
            return decoder.convert(ResponseBody.create(body, JSON));
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Retrofit's request has the contract's path; the call goes to the one that was configured. */
    private Call call(OkHttpClient sender, Request request) {
        Attempt attempt = attempt(Objects.requireNonNull(request.tag(Invocation.class)));
        Call call = sender.newCall(request.newBuilder()
                .url(endpoint.url())
                .header("Accept-Encoding", "identity")
                .tag(Attempt.class, attempt)
                .build());
        call.addEventListener(attempt);
        attempt.of(call, connectTimeout);
        return call;
    }

    private static Attempt attempt(Invocation invocation) {
        for (Object argument : invocation.arguments()) {
            if (argument instanceof MultipartBody.Part part && part.body() instanceof ImageBody image) {
                return image.attempt;
            }
        }
        throw new IllegalStateException("expected an image among the arguments of " + invocation.method());
    }

    /** Next to the socket. */
    private Response send(Interceptor.Chain chain) throws IOException {
        Request request = chain.request();
        Attempt attempt = Objects.requireNonNull(chain.call().request().tag(Attempt.class));
        if (!request.url().equals(endpoint.url())) {
            throw new IOException("expected a request to " + endpoint.url() + ", whose URL an interceptor changed");
        }
        for (String name : CREDENTIALS) {
            if (request.header(name) != null) {
                throw new IOException("expected no credential besides the key, found " + name + " of an interceptor");
            }
        }
        if (!request.isHttps() && !allowsHttp && !staysHere(Objects.requireNonNull(chain.connection()))) {
            throw new IOException("expected plain http to stay on this machine, found a connection that leaves it");
        }
        attempt.begin();
        if (request.body() != chain.call().request().body()) {
            attempt.handedOver(); // how far somebody else's body got is not known
        }
        Response response =
                chain.proceed(request.newBuilder().header(keyHeader, keyValue).build());
        CapturedAnswer answer = CapturedAnswer.read(response);
        attempt.answered(answer);
        return response.newBuilder()
                .request(request)
                .removeHeader("Content-Encoding")
                .removeHeader("Content-Length")
                .body(ResponseBody.create(answer.json(), JSON))
                .build();
    }

    private static boolean staysHere(Connection connection) {
        InetAddress address = connection.socket().getInetAddress();
        return connection.route().proxy().type() == Proxy.Type.DIRECT && address != null && address.isLoopbackAddress();
    }

    /** Closes the connections, unless they are those of a client that the user gave. */
    @Override
    public void close() {
        if (ownsConnections) {
            http.connectionPool().evictAll();
        }
    }
}
