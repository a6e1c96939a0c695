package io.github.upscale4j;

import com.squareup.moshi.JsonWriter;
import io.github.upscale4j.model.UpscaleResponse;
import io.github.upscale4j.model.UpscaledImage;
import io.github.upscale4j.model.Violation;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Says what an answer, or none, means: a result, or one of the failures. Thread-safe. */
final class AnswerReader {
    /** Below this a key is a word that texts may hold by chance; nobody's real key is so short. */
    private static final int SHORTEST_SECRET = 8;

    /** How often an answer is cut further back before it counts as lost. */
    private static final int MOST_CUTS = 20;

    private final Endpoint endpoint;
    private final Transport transport;
    private final ResultFetcher fetcher;
    private final Redaction redaction;
    private final boolean keyIsSecret;
    private final Clock clock;

    AnswerReader(
            Endpoint endpoint,
            Transport transport,
            ResultFetcher fetcher,
            ApiKey key,
            Redaction redaction,
            Clock clock) {
        this.endpoint = endpoint;
        this.transport = transport;
        this.fetcher = fetcher;
        this.redaction = redaction;
        this.keyIsSecret = key.value().length() >= SHORTEST_SECRET;
        this.clock = clock;
    }

    /**
     * The result that the answer is.
     *
     * @param decoded the answer as Retrofit read it; null where it did not
     */
    UpscaleResult read(Attempt attempt, CapturedAnswer answer, @Nullable UpscaleResponse decoded, int number)
            throws UpscaleException {
        if (!answer.isSuccess()) {
            ErrorBody error = ErrorBody.read(answer.json(), redaction);
            UpscaleResponse paid = remapped(answer, error);
            if (paid != null) {
                return result(answer, paid, answer.failure() != null, number);
            }
            throw error(answer, error, answer.billing(attempt.isIncomplete()), number);
        }
        UpscaleResponse response = decoded == null ? transport.decode(answer.json()) : decoded;
        boolean brokenOff = answer.failure() != null;
        if (response == null && answer.beginsLikeAnObject()) {
            response = salvaged(answer.json());
            brokenOff = response != null;
        }
        List<UpscaledImage> data = response == null ? null : response.dataOrNull();
        if (data == null || data.isEmpty()) {
            ErrorBody error = ErrorBody.read(answer.json(), redaction);
            if (error.isEnvelope() || (response != null && data == null && error.message() != null)) {
                throw error(answer, error, Billing.UNKNOWN, number);
            }
        }
        if (response == null || data == null) {
            throw unreadable(answer, response, number);
        }
        return result(answer, response, brokenOff, number);
    }

    /** What a success is that a gateway's administrator gave the status of an error: nothing of an error, and a whole image. */
    private @Nullable UpscaleResponse remapped(CapturedAnswer answer, ErrorBody error) {
        if (answer.status() < 400 || error.isEnvelope() || error.message() != null || error.code() != null) {
            return null;
        }
        UpscaleResponse response = withAnImage(transport.decode(answer.json()));
        boolean isWhole = response != null
                && response.data().stream()
                        .anyMatch(image -> image.url() != null
                                && image.url().startsWith("http")
                                && image.seedOrNull() != null
                                && image.isImageSafeOrNull() != null);
        return isWhole ? response : null;
    }

    /** Garbage may follow where an answer breaks off: then what is before it counts. */
    private @Nullable UpscaleResponse salvaged(byte[] json) {
        int length = json.length;
        for (int i = 0; i < MOST_CUTS && length > 0; i++) {
            BrokenOff cut = BrokenOff.of(json, length);
            UpscaleResponse response = withAnImage(transport.decode(cut.closed()));
            if (response != null) {
                return response;
            }
            length = cut.end() - 1;
        }
        return null;
    }

    private static @Nullable UpscaleResponse withAnImage(@Nullable UpscaleResponse response) {
        return response != null
                        && response.dataOrNull() != null
                        && response.data().stream().anyMatch(image -> image.url() != null)
                ? response
                : null;
    }

    private UpscaleResult result(CapturedAnswer answer, UpscaleResponse response, boolean brokenOff, int number) {
        UpscaleResponse shown = withoutKey(answer, response);
        RawAnswer raw = raw(answer, shown.requestId() == null ? List.of() : List.of(shown.requestId()));
        Log.answered(endpoint, number, raw, answer.headers(), redaction);
        List<Violation> violations = new ArrayList<>(ofHttp(answer, brokenOff));
        shown.received().violations().forEach(violation -> violations.add(concealed(violation)));
        return new UpscaleResult(shown, violations, images(shown, response, raw.requestIds()), raw);
    }

    /** The answer with the key taken out, for all that its records and violations will ever print. */
    private UpscaleResponse withoutKey(CapturedAnswer answer, UpscaleResponse response) {
        if (!keyIsSecret) {
            return response;
        }
        String text = new String(answer.json(), StandardCharsets.UTF_8);
        String redacted = redaction.withoutKey(text);
        if (redacted.equals(text)) {
            return response;
        }
        byte[] json = redacted.getBytes(StandardCharsets.UTF_8);
        UpscaleResponse without = transport.decode(json);
        without = without == null ? salvaged(json) : without;
        return without == null ? response : without;
    }

    /** The links are as they came, even where the key is in them: what was paid for stays within reach. */
    private List<ResultImage> images(UpscaleResponse shown, UpscaleResponse response, List<String> ids) {
        List<ResultImage> images = new ArrayList<>();
        List<UpscaledImage> data = Objects.requireNonNullElse(shown.dataOrNull(), List.of());
        for (int i = 0; i < data.size(); i++) {
            images.add(new ResultImage(i, data.get(i), response.data().get(i).url(), ids, fetcher));
        }
        return images;
    }

    private Violation concealed(Violation violation) {
        return new Violation(
                redaction.withoutParts(violation.path()),
                violation.rule(),
                violation.expected(),
                redaction.withoutParts(violation.found()));
    }

    /** An image of which only the link was kept, as an answer without anything else would have it. */
    ResultImage kept(int index, String link) {
        Buffer json = new Buffer();
        try (JsonWriter writer = JsonWriter.of(json)) {
            writer.beginObject().name("data").beginArray().beginObject();
            writer.name("url").value(link).endObject().endArray().endObject();
        } catch (IOException e) {
            throw new IllegalStateException("expected no failure in memory", e);
        }
        UpscaleResponse response = Objects.requireNonNull(transport.decode(json.readByteArray()));
        return new ResultImage(index, response.data().get(0), link, List.of(), fetcher);
    }

    /** What an answer can break outside of its JSON's values. */
    private List<Violation> ofHttp(CapturedAnswer answer, boolean brokenOff) {
        List<Violation> violations = new ArrayList<>();
        if (answer.status() != 200) {
            violations.add(new Violation("$", "status", "status 200", "status " + answer.status()));
        }
        if (!answer.claimsJson()) {
            String type = answer.headers().get("Content-Type");
            violations.add(new Violation(
                    "$", "contentMediaType", "application/json", type == null ? "absent" : redaction.shown(type)));
        }
        if (brokenOff) {
            violations.add(new Violation("$", "length", "a whole answer", "one that breaks off"));
        } else if (answer.hasMoreThanAnObject()) {
            violations.add(new Violation("$", "contentMediaType", "one JSON document", "text after it"));
        }
        return violations;
    }

    private NoAnswerException unreadable(CapturedAnswer answer, @Nullable UpscaleResponse response, int number) {
        String id = response == null ? null : withoutKey(answer, response).requestId();
        RawAnswer raw = raw(answer, id == null ? List.of() : List.of(id));
        Log.answered(endpoint, number, raw, answer.headers(), redaction);
        Billing billing = answer.billing(false);
        return new NoAnswerException(
                Message.of(
                        endpoint + ": " + answer.status() + ", expected a JSON object with images at $.data but found "
                                + found(answer) + (answer.body().length == 0 ? "" : ", which answer() has"),
                        billing,
                        number,
                        raw.requestIds()),
                billing,
                raw,
                answer.failure() == null ? null : new ShownCause(redaction).of(answer.failure()),
                NoAnswerException.Reason.UNREADABLE,
                false);
    }

    private String found(CapturedAnswer answer) {
        if (answer.body().length == 0) {
            return "no body";
        }
        if (answer.failure() != null) {
            return "one that breaks off after " + answer.body().length + " bytes";
        }
        String type = answer.headers().get("Content-Type");
        return "something else" + (type == null ? "" : " (" + redaction.shown(type) + ")");
    }

    private ErrorAnswerException error(CapturedAnswer answer, ErrorBody error, Billing billing, int number) {
        RawAnswer raw = raw(answer, error.requestIds());
        Log.answered(endpoint, number, raw, answer.headers(), redaction);
        String said = error.message() == null ? "" : ": " + error.message();
        if (answer.status() >= 300 && answer.status() < 400) {
            said = ", a redirect, which is not followed" + said;
        }
        Duration retryAfter = retryAfter(answer);
        String reason = error.rejectReason() == null ? error.code() : error.rejectReason();
        return new ErrorAnswerException(
                Message.of(
                        endpoint + ": " + answer.status() + said + (reason == null ? "" : " (" + reason + ")")
                                + (retryAfter == null ? "" : ", asks to wait " + retryAfter),
                        billing,
                        number,
                        raw.requestIds()),
                billing,
                raw,
                error,
                retryAfter);
    }

    /** Nothing came that can be read. */
    NoAnswerException none(Attempt attempt, Throwable failure, int number) {
        CapturedAnswer seen = attempt.answer();
        Billing billing = attempt.billing();
        NoAnswerException.Reason reason = NoAnswerException.Reason.BROKEN;
        if (billing == Billing.NOT_SENT) {
            reason = NoAnswerException.Reason.NOT_SENT;
        } else if (failure instanceof InterruptedIOException) {
            reason = NoAnswerException.Reason.TIMEOUT;
        }
        String what = failure.getMessage() == null
                ? failure.getClass().getSimpleName()
                : redaction.shown(failure.getMessage());
        boolean ranNothing =
                billing == Billing.INCOMPLETE || (billing == Billing.NOT_SENT && attempt.couldNotConnect(failure));
        return new NoAnswerException(
                Message.of(endpoint + ": no answer (" + what + ")", billing, number, List.of()),
                billing,
                seen == null ? null : raw(seen, List.of()),
                new ShownCause(redaction).of(failure),
                reason,
                ranNothing && !(failure instanceof Upload.Changed));
    }

    private RawAnswer raw(CapturedAnswer answer, List<String> inBody) {
        return answer.raw(RequestIds.of(answer.headers(), inBody, redaction));
    }

    /** Where several are sent, the longest counts. */
    private @Nullable Duration retryAfter(CapturedAnswer answer) {
        return answer.headers().values("Retry-After").stream()
                .map(value -> RetryAfter.parse(value, clock))
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
