package io.github.upscale4j;

import io.github.upscale4j.api.UpscaleApi;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Where calls go.
 *
 * @param url the whole URL
 * @param isLoopback whether its host is this machine, by its literal address or as {@code localhost}
 */
record Endpoint(HttpUrl url, boolean isLoopback) {
    /**
     * @param path the endpoint's path, null for the contract's
     * @param allowHttp whether plain {@code http} to another machine is wanted
     */
    static Endpoint of(String baseUrl, @Nullable String path, boolean allowHttp) {
        HttpUrl base = HttpUrl.parse(baseUrl.strip());
        if (base == null) {
            throw refused(
                    "a URL such as https://gateway.example",
                    baseUrl.contains("://") ? "something else" : "no https:// in front");
        }
        if (!base.encodedUsername().isEmpty() || !base.encodedPassword().isEmpty()) {
            throw refused("no user name and no password in it", "one");
        }
        if (base.encodedQuery() != null || base.encodedFragment() != null) {
            throw refused("no query and no fragment in it", "one");
        }
        boolean loopback = isLoopback(base.host());
        if (!base.isHttps() && !loopback && !allowHttp) {
            throw refused("https, which keeps the key secret", "http to " + base.host() + " (allowHttp() allows it)");
        }
        String own = path == null ? "/" + UpscaleApi.UPSCALE_PATH : checkedPath(path);
        String prefix = base.encodedPath().replaceAll("/+$", "");
        if (prefix.endsWith(own)) {
            throw refused("no path of the endpoint, which is added to it", own);
        }
        return new Endpoint(base.newBuilder().encodedPath(prefix + own).build(), loopback);
    }

    private static String checkedPath(String path) {
        if (!path.matches("/[!-~&&[^?#]]*")) {
            throw new IllegalArgumentException("path: expected a path such as /upscale, without query, but found \""
                    + path.replaceAll("[?#].*", "?…") + "\"");
        }
        return path;
    }

    /** Without looking a name up: it could lead elsewhere the next time. */
    static boolean isLoopback(String host) {
        return host.equals("localhost") || host.matches("127(?:\\.\\d{1,3}){3}") || host.equals("::1");
    }

    private static IllegalArgumentException refused(String expected, String found) {
        return new IllegalArgumentException("base URL: expected " + expected + " but found " + found);
    }

    /** Method, host and path, for messages. */
    @Override
    public String toString() {
        return "POST " + url;
    }
}
