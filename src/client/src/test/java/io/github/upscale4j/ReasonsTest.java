package io.github.upscale4j;

import static io.github.upscale4j.Calls.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.NoAnswerException.Reason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a failure says of itself beside its message: why, and whether to call again. */
class ReasonsTest {
    @Test
    void connectionThatDoesNotComeAboutIsWorthRetrying() throws Exception {
        WireServer gone = WireServer.answering(number -> WireServer.result());
        gone.close();
        try (UpscaleClient client = Calls.client(gone.url()).maxRetries(0).build()) {
            assertReason(Reason.NOT_SENT, Billing.NOT_SENT, true, failure(NoAnswerException.class, client));
        }
    }

    @Test
    void connectionThatBreaksAfterTheRequestIsNot() throws Exception {
        try (WireServer server = WireServer.start(WireServer.Connection::read);
                UpscaleClient client = Calls.client(server.url()).build()) {
            assertReason(Reason.BROKEN, Billing.UNKNOWN, false, failure(NoAnswerException.class, client));
        }
    }

    @Test
    void timeOutAfterTheRequestIsNot() throws Exception {
        try (WireServer server = WireServer.start(connection -> {
                    connection.read();
                    connection.read();
                });
                UpscaleClient client = Calls.client(server.url())
                        .deadline(Duration.ofMillis(500))
                        .build()) {
            assertReason(Reason.TIMEOUT, Billing.UNKNOWN, false, failure(NoAnswerException.class, client));
        }
    }

    @Test
    void stoppingIsTheCallersOwnWill() throws Exception {
        try (WireServer server = WireServer.start(connection -> {
                    connection.read();
                    connection.read(); // it does not end what the caller is to stop
                });
                UpscaleClient client = Calls.client(server.url()).build()) {
            Thread.currentThread().interrupt();
            NoAnswerException interrupted = failure(NoAnswerException.class, client);
            assertTrue(Thread.interrupted());
            assertReason(Reason.STOPPED, Billing.NOT_SENT, false, interrupted);

            CompletableFuture<UpscaleResult> call = client.upscaleAsync(Calls.png(), Calls.REQUEST);
            call.cancel(true);
            assertEquals(Reason.STOPPED, Calls.stopped(call).reason());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200 OK, <html>, UNKNOWN",
        "200 OK, '', UNKNOWN",
        "200 OK, [], UNKNOWN",
        "200 OK, '{\"created\":\"2000-01-23T04:56:07Z\"}', BILLED",
        "202 Accepted, '{\"request_id\":\"r\"}', BILLED",
        "200 OK, '{\"data\":[{\"url\":\"https://a.exam', BILLED"
    })
    void answerWithoutImagesIsUnreadable(String status, String body, Billing billing) throws Exception {
        try (WireServer server = WireServer.answering(number -> WireServer.answer(status, body));
                UpscaleClient client = Calls.client(server.url()).build()) {
            NoAnswerException failure = failure(NoAnswerException.class, client);

            assertReason(Reason.UNREADABLE, billing, false, failure);
            assertTrue(failure.getMessage().contains("images at $.data but found"), failure.getMessage());
            assertEquals(body, failure.answer().bodyAsText());
            assertEquals(1, server.requests().size());
        }
    }

    @ParameterizedTest
    @CsvSource({"400, false", "401, false", "402, false", "422, false", "429, true", "500, false", "503, false"})
    void errorIsWorthRetryingWhereTheServerHasTooMuchToDo(int status, boolean worth) throws Exception {
        try (WireServer server = WireServer.answering(number -> WireServer.answer(status + " No", "{}"));
                UpscaleClient client = Calls.client(server.url()).maxRetries(0).build()) {
            ErrorAnswerException failure = failure(ErrorAnswerException.class, client);

            assertEquals(worth, failure.isWorthRetrying());
            assertEquals(status < 500, failure.isSafeToRetry());
        }
    }

    private static void assertReason(Reason reason, Billing billing, boolean worth, NoAnswerException failure) {
        assertEquals(reason, failure.reason());
        assertEquals(billing, failure.billing());
        assertEquals(worth, failure.isWorthRetrying());
        if (worth) {
            assertTrue(failure.isSafeToRetry());
        }
        assertFalse(failure.getMessage().contains(Calls.KEY));
    }
}
