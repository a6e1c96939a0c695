package io.github.upscale4j;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.util.Locale;
import java.util.Objects;
import okhttp3.Connection;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Where links may lead: over https to global addresses, and where the API itself is on this machine, also over http and https to
 * loopback addresses. Literal addresses are judged before a connection is made. What a name leads to is judged on the connection
 * that was made, by the network interceptor that this is, before a header is sent: a name server that answers differently the
 * second time gains nothing. Behind a proxy the connection's address is the proxy's, and the proxy asks the name server: there
 * only literal addresses and {@code localhost} are judged.
 */
final class LinkPolicy implements Interceptor {
    private final boolean loopback;

    LinkPolicy(boolean loopback) {
        this.loopback = loopback;
    }

    /** @throws FailedAttempt if the link is no URL that may be fetched */
    HttpUrl first(String link) throws FailedAttempt {
        return judged(HttpUrl.parse(link), "a link");
    }

    /** @throws FailedAttempt if the location, relative to the URL or not, is no URL that may be fetched */
    HttpUrl next(HttpUrl url, @Nullable String location) throws FailedAttempt {
        if (location == null) {
            throw FailedAttempt.forGood("expected a Location in a redirect but found none");
        }
        return judged(url.resolve(location), "a redirect's Location");
    }

    private HttpUrl judged(@Nullable HttpUrl url, String what) throws FailedAttempt {
        String expected = loopback ? "https, or http to a loopback address" : "https";
        if (url == null) {
            throw FailedAttempt.forGood("expected " + what + " with " + expected + " but found none of that kind");
        }
        if (!url.isHttps() && !loopback) {
            throw FailedAttempt.forGood("expected " + what + " with " + expected + " but found " + url.scheme());
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw FailedAttempt.forGood("expected " + what + " without user information but found some");
        }
        InetAddress literal = GlobalAddress.literal(url.host());
        if (literal != null) {
            judge(url, literal);
        } else if (isLocalhost(url.host()) && !loopback) {
            throw FailedAttempt.forGood("expected a public host but found localhost");
        }
        return url;
    }

    private void judge(HttpUrl url, InetAddress address) throws FailedAttempt {
        if (address.isLoopbackAddress() ? loopback : url.isHttps() && GlobalAddress.is(address)) {
            return;
        }
        throw FailedAttempt.forGood("expected "
                + (url.isHttps() ? "a public address" : "a loopback address for http")
                + " but found " + address.getHostAddress());
    }

    /** RFC 6761: these names mean this machine. */
    private static boolean isLocalhost(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return name.equals("localhost") || name.endsWith(".localhost");
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        HttpUrl url = chain.request().url();
        Connection connection = Objects.requireNonNull(chain.connection(), "a network interceptor has a connection");
        if (connection.route().proxy().type() != Proxy.Type.DIRECT) {
            if (!url.isHttps() && GlobalAddress.literal(url.host()) == null && !isLocalhost(url.host())) {
                throw FailedAttempt.forGood("expected https through a proxy but found http");
            }
        } else {
            InetAddress address = connection.socket().getInetAddress();
            if (address == null) {
                throw FailedAttempt.forGood("expected a connection to an IP address but found another kind");
            }
            judge(url, address);
        }
        return chain.proceed(chain.request());
    }
}
