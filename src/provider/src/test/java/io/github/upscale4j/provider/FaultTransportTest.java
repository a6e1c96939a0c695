package io.github.upscale4j.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultTransportTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    /** What the caller sees, and what the journal says of the request: received in full, images billed, status. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'reset': 'accept'}                    | reset  | 0 | none",
                "{'close': 'accept'}                    | closed | 0 | none",
                "{'stall': 'accept'}                    | silent | 0 | none",
                "{'reset': 'headers'}                   | reset  | 0 | partly 0 0",
                "{'close': 'headers'}                   | closed | 0 | partly 0 0",
                "{'stall': 'headers'}                   | silent | 0 | partly 0 0",
                "{'reset': 'body', 'afterBytes': 100}   | reset  | 0 | partly 0 0",
                "{'close': 'body', 'afterBytes': 100}   | closed | 0 | partly 0 0",
                "{'stall': 'body', 'afterBytes': 100}   | silent | 0 | partly 0 0",
                "{'reset': 'answer'}                    | reset  | 0 | in full 2 0",
                "{'close': 'answer'}                    | closed | 0 | in full 2 0",
                "{'stall': 'answer'}                    | silent | 0 | in full 2 0",
                "{'stall': 'answer', 'cut': 7}          | silent | 7 | in full 2 200",
                "{'close': 'answer', 'cut': 7}          | closed | 7 | in full 2 200",
                "{'cut': 7}                             | closed | 7 | in full 2 200",
                "{'cut': 7, 'chunked': true}            | closed | 7 | in full 2 200",
                "{'reset': 'answer', 'bill': false}     | reset  | 0 | in full 0 0"
            })
    void theConnectionEndsAndTheBillSaysWhatRan(String fault, String ending, int bytes, String journal)
            throws IOException {
        ProviderOptions options = ProviderOptions.builder()
                .faults(List.of(Fault.parse(fault.replace('\'', '"'))))
                .build();
        try (Provider provider = Provider.start(options);
                Caller caller = new Caller(provider)) {
            caller.send(Caller.request(Map.of(), Form.of("{\"num_images\": 2}", Pictures.PNG)));
            caller.patience(ending.equals("silent") ? 400 : 5_000);
            Caller.Reply reply = caller.receive();
            assertEquals(ending, reply.ending());
            assertEquals(bytes, reply.body().length);
            Journal.Snapshot snapshot = provider.journal()
                    .await(
                            now -> now.connections() == 1
                                    && now.exchanges().stream().allMatch(Exchange::finished)
                                    && (journal.equals("none")
                                            || !now.exchanges().isEmpty()),
                            SOON);
            assertEquals(1, snapshot.connections());
            String noted = "none";
            for (Exchange exchange : snapshot.exchanges()) {
                noted = (exchange.receivedInFull() ? "in full " : "partly ") + snapshot.imagesBilled() + " "
                        + exchange.status();
            }
            assertEquals(journal, noted);
            assertEquals(0, snapshot.imagesInFlight());
        }
    }

    @Test
    void aResetInTheMiddleOfTheAnswerIsBilled() throws IOException {
        try (Provider provider = Provider.start()) {
            provider.setFaults(List.of(Fault.parse("{\"reset\": \"answer\", \"cut\": 7}")));
            Caller.Reply reply = Caller.call(provider, "{}");
            assertEquals("reset", reply.ending());
            assertEquals(1, provider.journal().snapshot().imagesBilled());
        }
    }

    @ParameterizedTest
    @CsvSource({"5, closed, 0", "-5, complete, -5"})
    void theDeclaredLengthCanBeWrong(int delta, String ending, int difference) throws IOException {
        try (Provider provider = Provider.start()) {
            provider.setFaults(
                    List.of(Fault.parse("{\"body\": \"0123456789\", \"contentLengthDelta\": " + delta + "}")));
            Caller.Reply reply = Caller.call(provider, "{}");
            assertEquals(ending, reply.ending());
            assertEquals(10 + difference, reply.body().length);
            assertEquals(String.valueOf(10 + delta), reply.header("Content-Length"));
        }
    }

    @Test
    void onlyTheNthConnectionIsReset() throws IOException {
        try (Provider provider = Provider.start()) {
            provider.setFaults(List.of(Fault.parse("{\"reset\": \"accept\", \"nth\": 2}")));
            assertEquals(200, Caller.call(provider, "{}").status());
            assertEquals(0, Caller.call(provider, "{}").status());
            assertEquals(200, Caller.call(provider, "{}").status());
        }
    }

    @Test
    void aCallerThatGoesAwayIsBilledAllTheSame() throws IOException {
        ProviderOptions options =
                ProviderOptions.builder().latency(Duration.ofMillis(50)).build();
        try (Provider provider = Provider.start(options)) {
            try (Caller caller = new Caller(provider)) {
                caller.send(Caller.request(Map.of(), Form.of("{}", Pictures.PNG)));
                provider.journal().await(now -> now.maxImagesInFlight() == 1, SOON);
            }
            Journal.Snapshot journal = provider.journal().await(now -> now.imagesBilled() == 1, SOON);
            assertEquals(1, journal.requestsReceivedInFull());
        }
    }

    @Test
    void anUploadThatStopsHalfwayIsNotBilled() throws IOException {
        try (Provider provider = Provider.start()) {
            byte[] request = Caller.request(Map.of(), Form.of("{}", Pictures.PNG));
            try (Caller caller = new Caller(provider)) {
                caller.send(Arrays.copyOf(request, request.length - 1));
            }
            Journal.Snapshot journal = provider.journal()
                    .await(now -> !now.calls().isEmpty() && now.calls().get(0).finished(), SOON);
            assertEquals(request.length - 1, journal.calls().get(0).bytesReceived());
            assertEquals(0, journal.requestsReceivedInFull());
            assertEquals(0, journal.callsBilled());
        }
    }

    @Test
    void closingEndsStallsAndDelays() throws IOException {
        for (String fault : List.of("{\"stall\": \"body\"}", "{\"stall\": \"answer\"}", "{\"delayMillis\": 3600000}")) {
            Provider provider = Provider.start();
            provider.setFaults(List.of(Fault.parse(fault)));
            try (Caller caller = new Caller(provider)) {
                caller.send(Caller.request(Map.of(), Form.of("{}", Pictures.PNG)));
                provider.journal()
                        .await(
                                now -> now.exchanges().size() == 1
                                        && now.exchanges().get(0).finished(),
                                SOON);
                provider.close();
                assertEquals(0, caller.receive().status());
            }
        }
    }
}
