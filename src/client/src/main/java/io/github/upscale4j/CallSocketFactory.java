package io.github.upscale4j;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.util.Set;
import javax.net.SocketFactory;

/**
 * Sockets for calls that send much, and then wait in silence. With Nagle's algorithm the end of each upload would wait for the
 * acknowledgement of what came before, which the other side delays by some 40 ms. And without a sign of life, what stands between
 * may forget a connection before the answer comes, which is paid for.
 */
final class CallSocketFactory extends SocketFactory {
    private static final int KEEP_ALIVE_SECONDS = 20;

    /** By name: their constants are in a module that not every runtime has. */
    private static final Set<String> KEEP_ALIVE = Set.of("TCP_KEEPIDLE", "TCP_KEEPINTERVAL");

    private final SocketFactory sockets;

    CallSocketFactory(SocketFactory sockets) {
        this.sockets = sockets;
    }

    @Override
    public Socket createSocket() throws IOException {
        return tuned(sockets.createSocket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return tuned(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return tuned(sockets.createSocket(host, port, localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return tuned(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return tuned(sockets.createSocket(host, port, localHost, localPort));
    }

    private static Socket tuned(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        for (SocketOption<?> option : socket.supportedOptions()) {
            if (KEEP_ALIVE.contains(option.name())) {
                socket.setOption(integer(option), KEEP_ALIVE_SECONDS);
            }
        }
        return socket;
    }

    @SuppressWarnings("unchecked") // by the definition of these options
    private static SocketOption<Integer> integer(SocketOption<?> option) {
        return (SocketOption<Integer>) option;
    }
}
