package io.github.upscale4j.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.apache.http.HttpHost;
import org.apache.http.conn.ClientConnectionManager;
import org.apache.http.conn.ClientConnectionOperator;
import org.apache.http.conn.OperatedClientConnection;
import org.apache.http.conn.scheme.SchemeRegistry;
import org.apache.http.impl.client.DefaultHttpClient;
import org.apache.http.impl.client.DefaultHttpRequestRetryHandler;
import org.apache.http.impl.conn.BasicClientConnectionManager;
import org.apache.http.impl.conn.DefaultClientConnection;
import org.apache.http.impl.conn.DefaultClientConnectionOperator;
import org.apache.http.impl.conn.SchemeRegistryFactory;
import org.apache.http.impl.io.AbstractSessionInputBuffer;
import org.apache.http.io.SessionInputBuffer;
import org.apache.http.params.CoreConnectionPNames;
import org.apache.http.params.HttpParams;
import org.apache.http.protocol.HttpContext;

/**
 * The HTTP client below REST Assured, with one connection whose input is kept as it arrives. REST Assured requires this
 * deprecated family of classes.
 */
@SuppressWarnings("deprecation")
final class CapturingHttpClient extends DefaultHttpClient {
    /** How long to wait for bytes that nobody declared once an answer is read, in milliseconds. */
    private static final int AFTERMATH = 100;
    /** And how long to listen to them at most. */
    private static final int LONGEST_AFTERMATH = 300;

    CapturingHttpClient(Wire wire) {
        super(connections(wire));
        setHttpRequestRetryHandler(new DefaultHttpRequestRetryHandler(0, false));
        getParams().setIntParameter(CoreConnectionPNames.MAX_HEADER_COUNT, AnswerReader.MOST_LINES);
        getParams().setIntParameter(CoreConnectionPNames.MAX_LINE_LENGTH, AnswerReader.LARGEST_HEAD);
    }

    private static ClientConnectionManager connections(Wire wire) {
        return new BasicClientConnectionManager(SchemeRegistryFactory.createDefault()) {
            @Override
            protected ClientConnectionOperator createConnectionOperator(SchemeRegistry schemes) {
                return new DefaultClientConnectionOperator(schemes) {
                    @Override
                    public OperatedClientConnection createConnection() {
                        return new Connection(wire);
                    }

                    @Override
                    public void openConnection(
                            OperatedClientConnection connection,
                            HttpHost target,
                            InetAddress local,
                            HttpContext context,
                            HttpParams params)
                            throws IOException {
                        wire.begun();
                        super.openConnection(connection, target, local, context, params);
                    }
                };
            }
        };
    }

    private static final class Connection extends DefaultClientConnection {
        private final Wire wire;

        Connection(Wire wire) {
            this.wire = wire;
        }

        @Override
        public void opening(Socket socket, HttpHost target) throws IOException {
            wire.opened(socket);
            super.opening(socket, target);
        }

        @Override
        protected SessionInputBuffer createSessionInputBuffer(Socket socket, int size, HttpParams params)
                throws IOException {
            return new Input(wire.tee(socket.getInputStream()), Math.max(size, 1024), params);
        }

        /** Comes behind head and body. */
        @Override
        public void flush() throws IOException {
            super.flush();
            wire.sent();
        }

        @Override
        public void shutdown() throws IOException {
            listenOn();
            super.shutdown();
        }

        @Override
        public void close() throws IOException {
            listenOn();
            super.close();
        }

        /** Reads what follows the answer, or what was sent before the request was read to its end. */
        private void listenOn() {
            Socket socket = getSocket();
            if (!isOpen() || socket == null || !wire.mayStillRead()) {
                return;
            }
            long start = System.nanoTime();
            try {
                InputStream in = wire.tee(socket.getInputStream());
                byte[] buffer = new byte[8192];
                long left = LONGEST_AFTERMATH;
                do {
                    socket.setSoTimeout((int) Math.min(left, AFTERMATH));
                    if (in.read(buffer, 0, buffer.length) < 0) {
                        return;
                    }
                    left = LONGEST_AFTERMATH - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                } while (left > 0);
            } catch (IOException e) {
                // Nothing more to hear; what did arrive is kept.
            }
        }
    }

    private static final class Input extends AbstractSessionInputBuffer {
        Input(InputStream in, int size, HttpParams params) {
            init(in, size, params);
        }

        @Override
        public boolean isDataAvailable(int timeout) {
            return hasBufferedData();
        }
    }
}
