package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Fault;
import io.github.upscale4j.provider.Journal;
import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import okhttp3.OkHttpClient;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call tells while it runs, what is kept from being sent, and what is fetched after a restart. */
class CallListenerTest {
    /** Some chunks, the last one not full. */
    private static final int SEVERAL_CHUNKS = 100_001;

    private static final String ANOTHER_HASH = "00".repeat(32);

    @TempDir
    Path folder;

    @Test
    void noteIsTakenBeforeTheFirstByteIsSent() throws Exception {
        List<Long> heads = new ArrayList<>();
        try (Provider provider = Provider.start(options());
                UpscaleClient client = client(provider)) {
            client.upscale(Calls.png(), Calls.REQUEST, new CallListener() {
                @Override
                public void sending(int attempt) {
                    heads.add((long) provider.journal().snapshot().exchanges().size());
                }
            });

            assertEquals(List.of(0L), heads);
            assertEquals(1, provider.journal().snapshot().callsBilled());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatCannotBeNotedIsNotSentAndNotTriedAgain(boolean unchecked) throws Exception {
        IOException full = new IOException("no space left on device");
        IllegalStateException bug = new IllegalStateException("a listener's own failure");
        List<Integer> attempts = new ArrayList<>();
        try (Provider provider = Provider.start(options());
                UpscaleClient client = client(provider)) {
            NoAnswerException failure = assertThrows(
                    NoAnswerException.class,
                    () -> client.upscale(Calls.png(), Calls.REQUEST, new CallListener() {
                        @Override
                        public void sending(int attempt) throws IOException {
                            attempts.add(attempt);
                            if (unchecked) {
                                throw bug;
                            }
                            throw full;
                        }
                    }));

            assertEquals(Billing.NOT_SENT, failure.billing());
            assertSame(unchecked ? bug : full, failure.getCause());
            assertEquals(List.of(1), attempts);
            assertEquals(0, provider.journal().snapshot().exchanges().size());
            assertEquals(0, provider.journal().snapshot().callsBilled());
        }
    }

    /** That another address was tried before is no reason to ask again. */
    @Test
    void whatCannotBeNotedIsNotTriedAgainAtAnotherAddressEither() throws Exception {
        List<Integer> attempts = new ArrayList<>();
        try (Provider provider = Provider.start(options());
                UpscaleClient client = Calls.client("http://localhost:" + provider.port())
                        .httpClient(new OkHttpClient.Builder()
                                .dns(host -> List.of(
                                        InetAddress.getByAddress(new byte[] {127, 0, 0, 2}),
                                        InetAddress.getByAddress(new byte[] {127, 0, 0, 1})))
                                .build())
                        .build()) {
            assertThrows(
                    NoAnswerException.class,
                    () -> client.upscale(Calls.png(), Calls.REQUEST, new CallListener() {
                        @Override
                        public void sending(int attempt) throws IOException {
                            attempts.add(attempt);
                            throw new IOException("no space left on device");
                        }
                    }));
        }

        assertEquals(List.of(1), attempts);
    }

    @Test
    void eachAttemptIsTold() throws Exception {
        Fault busy = Fault.parse(
                "{\"on\": \"success\", \"refuse\": 429, \"headers\": {\"Retry-After\": \"7\"}, \"times\": 2}");
        List<String> told = new ArrayList<>();
        try (Provider provider = Provider.start(options());
                UpscaleClient client = client(provider)) {
            provider.setFaults(List.of(busy));
            client.upscale(Calls.png(), Calls.REQUEST, new CallListener() {
                @Override
                public void sending(int attempt) {
                    told.add("sending " + attempt);
                }

                @Override
                public void retrying(UpscaleException failure, Duration wait) {
                    told.add(failure.billing() + " " + wait);
                    throw new IllegalStateException("a listener's own failure");
                }
            });
        }

        assertEquals(List.of("sending 1", "REJECTED PT7S", "sending 2", "REJECTED PT7S", "sending 3"), told);
    }

    @Test
    void uploadIsToldFromItsBeginningToItsEnd() throws Exception {
        byte[] picture = Photos.png(SEVERAL_CHUNKS);
        List<Long> sent = new ArrayList<>();
        List<Long> totals = new ArrayList<>();
        try (Provider provider = Provider.start(options());
                UpscaleClient client = client(provider)) {
            client.upscale(ImageFile.of(picture), Calls.REQUEST, new CallListener() {
                @Override
                public void sent(long bytes, long total) {
                    sent.add(bytes);
                    totals.add(total);
                    throw new IllegalStateException("a listener's own failure");
                }
            });
        }

        List<Long> sorted = new ArrayList<>(sent);
        Collections.sort(sorted);
        assertEquals(sorted, sent);
        assertEquals(0, sent.get(0));
        assertEquals(SEVERAL_CHUNKS, sent.get(sent.size() - 1));
        assertTrue(sent.size() > 5, sent.toString());
        assertEquals(Collections.nCopies(sent.size(), (long) SEVERAL_CHUNKS), totals);
    }

    @Test
    void withoutAConnectionNothingIsTold() throws Exception {
        List<Integer> attempts = new ArrayList<>();
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0)) {
            closedPort = socket.getLocalPort();
        }
        try (UpscaleClient client =
                Calls.client("http://127.0.0.1:" + closedPort).build()) {
            assertThrows(
                    NoAnswerException.class,
                    () -> client.upscale(Calls.png(), Calls.REQUEST, new CallListener() {
                        @Override
                        public void sending(int attempt) {
                            attempts.add(attempt);
                        }
                    }));
        }

        assertEquals(List.of(), attempts);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 8192, 16384, SEVERAL_CHUNKS})
    void anotherContentIsNeverSentInFull(int length) throws Exception {
        Path file = Files.write(folder.resolve("image"), Photos.png(length));
        ImageFile image = ImageFile.of(file).withSha256(ANOTHER_HASH);
        try (Provider provider = Provider.start(options());
                UpscaleClient client = client(provider)) {
            List<Integer> attempts = new ArrayList<>();
            NoAnswerException failure = assertThrows(
                    NoAnswerException.class,
                    () -> client.upscale(image, Calls.REQUEST, new CallListener() {
                        @Override
                        public void sending(int attempt) {
                            attempts.add(attempt);
                        }
                    }));

            assertEquals(Billing.INCOMPLETE, failure.billing());
            assertTrue(
                    failure.getMessage().contains("expected the content with the given SHA-256"), failure::getMessage);
            Journal.Snapshot journal = provider.journal().snapshot();
            assertEquals(0, journal.requestsReceivedInFull());
            assertEquals(0, journal.callsBilled());
            assertEquals(List.of(1), attempts);
        }
    }

    @Test
    void thatContentIsSent() throws Exception {
        byte[] picture = Photos.png(SEVERAL_CHUNKS);
        String hash = ByteString.of(picture).sha256().hex();
        Path file = Files.write(folder.resolve("image"), picture);
        try (Provider provider = Provider.start(options());
                UpscaleClient client = client(provider)) {
            client.upscale(ImageFile.of(file).withSha256(hash), Calls.REQUEST);
            client.upscale(ImageFile.of(new ByteArrayInputStream(picture)).withSha256(hash), Calls.REQUEST);
            client.upscale(ImageFile.of(picture).withSha256(hash.toUpperCase(Locale.ROOT)), Calls.REQUEST);

            assertEquals(
                    3, provider.journal().snapshot().imagesBilledByPicture().get(hash));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "x000000000000000000000000000000000000000000000000000000000000000"})
    void whatIsNoHashIsRefused(String hash) {
        assertThrows(IllegalArgumentException.class, () -> Calls.png().withSha256(hash));
    }

    @Test
    void keptLinkIsFetchedWithoutACall() throws Exception {
        try (Provider provider = Provider.start(options())) {
            String link;
            byte[] original;
            try (UpscaleClient client = client(provider)) {
                ResultImage image =
                        client.upscale(Calls.png(), Calls.REQUEST).images().get(0);
                link = image.link();
                original = image.open().readAllBytes();
            }
            try (UpscaleClient client = client(provider)) {
                ResultImage kept = client.resultImage(3, link);

                assertArrayEquals(original, Files.readAllBytes(kept.saveTo(folder.resolve("kept.png"))));
                assertEquals(3, kept.index());
                assertEquals(link, kept.link());
                assertNull(kept.image().seedOrNull());
            }
            assertEquals(1, provider.journal().snapshot().calls().size());
        }
    }

    private static UpscaleClient client(Provider provider) {
        return Calls.client(provider.baseUrl().toString()).build();
    }

    private static ProviderOptions options() {
        return ProviderOptions.builder().key(Calls.KEY).build();
    }
}
