package io.github.upscale4j;

import static io.github.upscale4j.Calls.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Proxy;
import java.util.Collections;
import java.util.List;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/** Plain http is for this machine: what is called localhost has to be it. */
class PlainHttpTest {
    private final OkHttpClient plain = new OkHttpClient();

    @Test
    void httpToThisMachineDoesNotGoThroughAProxy() throws Exception {
        try (WireServer proxy = WireServer.answering(number -> WireServer.result());
                UpscaleClient client = Calls.client("http://localhost:" + proxy.port())
                        .proxy(new Proxy(
                                Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port())))
                        .build()) {
            NoAnswerException failure = failure(NoAnswerException.class, client);

            assertEquals(Billing.NOT_SENT, failure.billing());
            assertEquals(0, proxy.requests().size());
        }
    }

    @Test
    void nameThatLeadsAwayFromThisMachineGetsNoKeyOverHttp() throws Exception {
        InetAddress elsewhere = Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst()
                .orElse(null);
        assumeTrue(elsewhere != null, "this machine has an address of a network");
        try (WireServer away = WireServer.start(elsewhere.getHostAddress(), 0, WireServer.Connection::read);
                UpscaleClient client = Calls.client("http://localhost:" + away.port())
                        .httpClient(plain.newBuilder()
                                .dns(name -> List.of(elsewhere))
                                .build())
                        .build()) {
            assertEquals(
                    Billing.NOT_SENT, failure(NoAnswerException.class, client).billing());
            assertEquals(0, away.requests().size());
        }
    }
}
