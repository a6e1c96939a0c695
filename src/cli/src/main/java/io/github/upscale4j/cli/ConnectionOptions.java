package io.github.upscale4j.cli;

import io.github.upscale4j.UpscaleClient;
import io.github.upscale4j.UpscaleClient.Authorization;
import io.github.upscale4j.api.UpscaleApi;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where calls go, and by which key. */
final class ConnectionOptions {
    static final String BASE_URL = "UPSCALE4J_BASE_URL";

    private static final int LONGEST_DEADLINE = 3600;
    private static final Pattern HOST_AND_PORT = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):([0-9]{1,5})");
    /** Stands where a key has to, so that the rest can be checked without one. Never sent. */
    private static final String NO_KEY = "none";

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            description = "The gateway's URL without the endpoint's path, such as https://gateway.example "
                    + "(default: what " + BASE_URL + " holds). Plain http only to this machine.")
    @Nullable String baseUrl;

    @Option(
            names = "--path",
            paramLabel = "PATH",
            description =
                    "The endpoint's path (default: /" + UpscaleApi.UPSCALE_PATH + "); the vendor's own is /upscale.")
    @Nullable String path;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "A file with the key in one line, or - for standard input (default: what "
                    + KeySource.VARIABLE + " holds).")
    @Nullable Path keyFile;

    @Option(
            names = "--auth",
            completionCandidates = AuthorizationNames.class,
            paramLabel = "bearer|key|api-key",
            description = "How the key is sent: Authorization: Bearer KEY (default), Authorization: KEY, Api-Key: KEY.")
    @Nullable String auth;

    @Option(
            names = "--allow-http",
            description =
                    "Send the key over plain http to another machine too, where everybody on the way can read it.")
    boolean allowHttp;

    @Option(
            names = "--proxy",
            paramLabel = "HOST:PORT",
            description = "An HTTP proxy for all connections (default: as Java's system properties say).")
    @Nullable String proxy;

    @Option(
            names = "--deadline",
            paramLabel = "SECONDS",
            description = "For a whole call with its retries, and for each download, 1 to " + LONGEST_DEADLINE
                    + " (default: 180).")
    @Nullable String deadline;

    /**
     * A builder that has all that the options say, and builds.
     *
     * @throws WrongUsage if URL, key or another option will not do
     */
    UpscaleClient.Builder client(Invocation invocation) {
        String url = baseUrl(invocation);
        String key = keySource().read(invocation);
        return checked(invocation, url).key(key);
    }

    KeySource keySource() {
        return new KeySource(keyFile);
    }

    /**
     * Where calls go; needs no key.
     *
     * @throws WrongUsage if an option but the key will not do
     */
    HttpUrl endpoint(Invocation invocation) {
        String url = baseUrl(invocation);
        checked(invocation, url);
        HttpUrl base = HttpUrl.get(url.strip());
        String own = path == null ? '/' + UpscaleApi.UPSCALE_PATH : path;
        return base.newBuilder()
                .encodedPath(base.encodedPath().replaceAll("/+$", "") + own)
                .build();
    }

    Authorization authorization() {
        return switch (auth == null ? "bearer" : auth.toLowerCase(Locale.ROOT)) {
            case "bearer" -> Authorization.BEARER;
            case "key" -> Authorization.KEY;
            case "api-key" -> Authorization.API_KEY;
            default ->
                throw new WrongUsage(
                        "--auth: expected bearer, key or api-key but found " + Arguments.found(String.valueOf(auth)));
        };
    }

    @Nullable Proxy proxy() {
        if (proxy == null) {
            return null;
        }
        Matcher parts = HOST_AND_PORT.matcher(proxy);
        if (!parts.matches()) {
            throw new WrongUsage("--proxy: expected HOST:PORT but found " + Arguments.found(proxy));
        }
        long port = Arguments.number("--proxy", parts.group(2), 1, 65535, "a port");
        String host = parts.group(1).replaceAll("[\\[\\]]", "");
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, (int) port));
    }

    private String baseUrl(Invocation invocation) {
        String url = baseUrl == null ? invocation.variable(BASE_URL) : baseUrl;
        if (url.isBlank()) {
            throw new WrongUsage("expected the gateway's URL in " + BASE_URL + " or by --base-url but found none");
        }
        return url;
    }

    private String source() {
        return baseUrl == null ? BASE_URL : "--base-url";
    }

    private UpscaleClient.Builder checked(Invocation invocation, String url) {
        refuseKeyIn(invocation, source(), url);
        refuseKeyIn(invocation, "--path", path == null ? "" : path);
        UpscaleClient.Builder client = UpscaleClient.builder()
                .baseUrl(url)
                .authorization(authorization())
                .key(NO_KEY);
        if (path != null) {
            client.path(path);
        }
        if (allowHttp) {
            client.allowHttp();
        }
        if (deadline != null) {
            client.deadline(
                    Duration.ofSeconds(Arguments.number("--deadline", deadline, 1, LONGEST_DEADLINE, "seconds")));
        }
        Proxy given = proxy();
        if (given != null) {
            client.proxy(given);
        }
        try {
            client.build().close();
            return client;
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(String.valueOf(e.getMessage())
                    .replaceFirst("^base URL", source())
                    .replaceFirst("^path", "--path")
                    .replace("allowHttp()", "--allow-http"));
        }
    }

    /** There messages, logs and the other side's records would show it. */
    private static void refuseKeyIn(Invocation invocation, String option, String value) {
        if (invocation.secrets().areIn(value)) {
            throw new WrongUsage(option + ": expected a value without the key but found one with it");
        }
    }

    /** For completion. */
    static final class AuthorizationNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("bearer", "key", "api-key").iterator();
        }
    }
}
