package io.github.upscale4j.cli;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import io.github.upscale4j.Billing;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Reads lines of the ledger. Members that it does not know are left out; an event that it does not know is refused. */
final class LedgerLineReader {
    private static final Pattern EVENT = Pattern.compile("[a-z_]{1,40}");

    /** Most calls of a ledger have the same parameters, and most results one of few resolutions. */
    private final Map<String, String> seen = new HashMap<>();

    /** Why a text is no line of a ledger. The message repeats no value, which may be a link. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        final String why;

        Unreadable(String why) {
            super(why);
            this.why = why;
        }
    }

    LedgerLine read(Buffer line) throws Unreadable {
        if (line.indexOf((byte) 0) >= 0) {
            throw new Unreadable("expected JSON but found NUL bytes");
        }
        JsonReader json = JsonReader.of(line);
        Members members = new Members();
        try {
            json.beginObject();
            while (json.hasNext()) {
                read(json, json.nextName(), members);
            }
            json.endObject();
            if (json.peek() != JsonReader.Token.END_DOCUMENT) {
                throw new JsonDataException("expected one object");
            }
        } catch (JsonDataException | IllegalArgumentException | DateTimeException e) {
            throw new Unreadable("expected an event of a ledger but found another kind of value at " + json.getPath());
        } catch (IOException e) {
            throw new Unreadable("expected JSON but found something else at " + json.getPath());
        }
        return members.line();
    }

    private void read(JsonReader json, String name, Members members) throws IOException {
        switch (name) {
            case "event" -> members.event = json.nextString();
            case "call" -> members.call = json.nextLong();
            case "image" -> members.image = json.nextString();
            case "parameters" -> members.parameters = parameters(json);
            case "images" -> members.images = json.nextInt();
            case "source" -> members.source = json.nextString();
            case "billing" -> members.billing = Billing.valueOf(json.nextString());
            case "message" -> members.message = json.nextString();
            case "request_ids" -> members.requestIds = texts(json);
            case "violations" -> members.violations = texts(json);
            case "results" -> members.results = results(json);
            case "index" -> members.index = json.nextInt();
            case "file" -> members.file = json.nextString();
            case "sha256" -> members.sha256 = json.nextString();
            default -> json.skipValue();
        }
    }

    /** As they are written, since they are part of the key. */
    private String parameters(JsonReader json) throws IOException {
        if (json.peek() != JsonReader.Token.BEGIN_OBJECT) {
            throw new JsonDataException("expected an object");
        }
        try (BufferedSource source = json.nextSource()) {
            return once(source.readUtf8());
        }
    }

    private String once(String text) {
        return seen.computeIfAbsent(text, same -> same);
    }

    private static List<String> texts(JsonReader json) throws IOException {
        List<String> texts = new ArrayList<>(1);
        json.beginArray();
        while (json.hasNext()) {
            texts.add(json.nextString());
        }
        json.endArray();
        return texts;
    }

    private List<Result> results(JsonReader json) throws IOException {
        List<Result> results = new ArrayList<>(1);
        json.beginArray();
        while (json.hasNext()) {
            results.add(result(json));
        }
        json.endArray();
        return results;
    }

    private Result result(JsonReader json) throws IOException {
        int index = -1;
        String link = null;
        Instant expiresAt = null;
        boolean withheld = false;
        Long seed = null;
        String resolution = null;
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "index" -> index = json.nextInt();
                case "link" -> link = json.nextString();
                case "expires_at" -> expiresAt = Instant.parse(json.nextString());
                case "withheld" -> withheld = json.nextBoolean();
                case "seed" -> seed = json.nextLong();
                case "resolution" -> resolution = once(json.nextString());
                default -> json.skipValue();
            }
        }
        if (index < 0) {
            throw new JsonDataException("expected an index");
        }
        json.endObject();
        return Result.answered(index, link, expiresAt, withheld, seed, resolution);
    }

    /** What a line has. */
    private static final class Members {
        @Nullable String event;

        @Nullable Long call;

        @Nullable String image;

        @Nullable String parameters;

        @Nullable Integer images;

        @Nullable String source;

        @Nullable Billing billing;

        @Nullable String message;

        @Nullable List<String> requestIds;

        @Nullable List<String> violations;

        @Nullable List<Result> results;

        @Nullable Integer index;

        @Nullable String file;

        @Nullable String sha256;

        LedgerLine line() throws Unreadable {
            String name = member("event", event);
            long number = member("call", call);
            return switch (name) {
                case "sending" ->
                    new LedgerLine.Sending(
                            number,
                            new CallKey(member("image", image), member("parameters", parameters)),
                            member("images", images),
                            member("source", source));
                case "not_run" -> new LedgerLine.NotRun(number, member("billing", billing), member("message", message));
                case "failed" ->
                    new LedgerLine.Failed(
                            number,
                            member("billing", billing),
                            member("message", message),
                            member("request_ids", requestIds));
                case "received" ->
                    new LedgerLine.Received(
                            number,
                            member("results", results),
                            member("request_ids", requestIds),
                            member("violations", violations));
                case "saved" ->
                    new LedgerLine.Saved(
                            number, member("index", index), member("file", file), member("sha256", sha256));
                case "lost" -> new LedgerLine.Lost(number, member("index", index), member("message", message));
                default ->
                    throw new Unreadable("expected an event that this version knows but found "
                            + (EVENT.matcher(name).matches() ? name : "another")
                            + ", which a newer upscale4j may have written");
            };
        }

        private static <T> T member(String name, @Nullable T value) throws Unreadable {
            if (value == null) {
                throw new Unreadable("expected " + name + " but found none");
            }
            return value;
        }
    }
}
