package io.github.upscale4j.provider;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer before it is sent. Changed by one thread. */
final class Answer {
    int status;
    String reason;
    final List<Exchange.Header> headers = new ArrayList<>();
    /** JSON as {@link JsonReader} has it if {@link #isJson}, else the bytes. */
    @Nullable Object content;

    boolean isJson;
    /** The steps to the text of an error; null in a success. */
    @Nullable List<String> message;

    private Answer(int status) {
        this.status = status;
        this.reason = Reason.of(status);
    }

    static Answer ofJson(int status, String mediaType, @Nullable Object json, @Nullable List<String> message) {
        Answer answer = new Answer(status);
        answer.content = json;
        answer.isJson = true;
        answer.message = message;
        answer.set("Content-Type", mediaType);
        return answer;
    }

    static Answer ofBytes(int status, String mediaType, byte[] bytes) {
        Answer answer = new Answer(status);
        answer.content = bytes;
        answer.set("Content-Type", mediaType);
        return answer;
    }

    /** Replaces all lines of that name, or removes them where the value is null. */
    void set(String name, @Nullable String value) {
        set(headers, name, value);
    }

    static void set(List<Exchange.Header> headers, String name, @Nullable String value) {
        int first = -1;
        for (int i = headers.size() - 1; i >= 0; i--) {
            if (headers.get(i).name().equalsIgnoreCase(name)) {
                headers.remove(i);
                first = i;
            }
        }
        if (value != null) {
            headers.add(first < 0 ? headers.size() : first, new Exchange.Header(name, value));
        }
    }

    /** Whether HTTP knows no body with this status. */
    boolean hasNoBody() {
        return status == 204 || status == 304 || status < 200;
    }
}
