package io.github.upscale4j;

import io.github.upscale4j.model.UpscaleRequest;
import io.github.upscale4j.model.Violation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Our client in a case: what came of it, and what it left behind. */
final class CaseRun {
    /** The time of every case, so that dates can be written down. */
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    final List<Integer> waits = new ArrayList<>();
    final Fared fared;
    final Set<String> threads;
    final Set<String> connections;
    private final AtomicLong waited = new AtomicLong();
    private @Nullable UpscaleResult result;
    private @Nullable Throwable failure;

    CaseRun(Case tried) throws IOException {
        try (CaseProvider server = new CaseProvider(tried);
                Printed printed = new Printed()) {
            long start = System.nanoTime();
            UpscaleClient client = client(tried, server);
            try (client) {
                result = client.upscale(image(tried.call()), request(tried.call()));
            } catch (Throwable e) { // also what a client never throws
                failure = e;
            }
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            threads = Leftovers.threads(name -> name.matches("upscale4j-\\d+"));
            connections = server.openConnections();
            fared = new Fared(
                    failure,
                    billing(),
                    links(),
                    client + "\n" + texts() + "\n" + printed,
                    time,
                    server.journal(),
                    server.connectionsElsewhere());
        }
    }

    private UpscaleClient client(Case tried, CaseProvider server) {
        UpscaleClient.Builder options = UpscaleClient.builder()
                .baseUrl(server.provider.baseUrl().toString())
                .key(tried.client().wrongKey() ? Secrecy.WRONG_KEY : Secrecy.KEY)
                .authorization(tried.client().authorization())
                .retryOn429(tried.client().retryOn429())
                .strict(tried.client().strict())
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .nanoTime(() -> System.nanoTime() + waited.get())
                .random(() -> 0)
                .sleeper((wait, stop) -> {
                    waits.add((int) wait.toMillis());
                    waited.addAndGet(wait.toNanos());
                    return stop.getCount() == 0;
                });
        if (tried.client().deadlineMillis() != null) {
            options.deadline(Duration.ofMillis(tried.client().deadlineMillis()));
        }
        if (tried.client().maxRetries() != null) {
            options.maxRetries(tried.client().maxRetries());
        }
        if (tried.client().maxImageBytes() != null) {
            options.maxImageBytes(tried.client().maxImageBytes());
        }
        if (tried.client().path() != null) {
            options.path(tried.client().path());
        }
        return options.build();
    }

    private static ImageFile image(Case.Call call) {
        byte[] picture = Pictures.of(call.picture(), call.pictureBytes());
        return call.fromStream() ? ImageFile.of(new ByteArrayInputStream(picture)) : ImageFile.of(picture);
    }

    private static UpscaleRequest request(Case.Call call) {
        UpscaleRequest.Builder request = UpscaleRequest.builder().prompt(call.prompt());
        return (call.numImages() == 1 ? request : request.numImages(call.numImages())).build();
    }

    String outcome() {
        return failure == null ? "result" : failure.getClass().getSimpleName();
    }

    String message() {
        return failure == null ? "" : String.valueOf(failure.getMessage());
    }

    @Nullable Billing billing() {
        return failure == null ? Billing.BILLED : failure instanceof UpscaleException e ? e.billing() : null;
    }

    @Nullable Integer status() {
        RawAnswer answer = answer();
        return answer == null ? null : (Integer) answer.status();
    }

    /** Path and rule of each. */
    List<String> violations() {
        UpscaleResult given = given();
        return given == null
                ? List.of()
                : given.violations().stream()
                        .map(violation -> violation.path() + " " + violation.rule())
                        .toList();
    }

    private int links() {
        UpscaleResult given = given();
        return given == null || given.response().dataOrNull() == null
                ? 0
                : (int) given.images().stream()
                        .filter(image -> image.link() != null)
                        .count();
    }

    /** The result, also where strict mode hands it out with an exception. */
    private @Nullable UpscaleResult given() {
        return failure instanceof ContractViolationException e ? e.result() : result;
    }

    private @Nullable RawAnswer answer() {
        UpscaleResult given = given();
        return given != null ? given.answer() : failure instanceof UpscaleException e ? e.answer() : null;
    }

    /** All that a program may print of what it got. Not what is said to hold secrets: bodies, headers, links. */
    private String texts() {
        List<Object> texts = new ArrayList<>();
        UpscaleResult given = given();
        if (given != null) {
            texts.add(given);
            texts.add(given.response());
            texts.add(given.response().received());
            texts.add(given.requestIds());
            if (given.response().dataOrNull() != null) {
                for (ResultImage image : given.images()) {
                    texts.add(image);
                    texts.add(image.image());
                    texts.add(image.image().received());
                }
            }
            for (Violation violation : given.violations()) {
                texts.add(violation);
            }
        }
        if (failure != null) {
            texts.add(failure);
            texts.add(failure.getLocalizedMessage());
            texts.add(Printed.trace(failure));
        }
        if (failure instanceof UpscaleException e) {
            texts.add(e.requestIds());
        }
        if (failure instanceof ErrorAnswerException e) {
            texts.add(e.serverMessage() + " " + e.code() + " " + e.rejectReason());
        }
        texts.add(String.valueOf(answer()));
        return texts.stream().map(String::valueOf).reduce("", (one, other) -> one + "\n" + other);
    }
}
