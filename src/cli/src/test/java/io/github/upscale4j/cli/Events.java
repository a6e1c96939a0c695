package io.github.upscale4j.cli;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import okio.Buffer;

/**
 * What a batch told with {@code --json}.
 *
 * @param outcomes of pictures, by their names
 * @param messages of pictures, by their names; null where there is none
 */
record Events(Map<String, String> outcomes, Map<String, String> messages) {
    static Events of(Cli.Run run) throws IOException {
        Map<String, String> outcomes = new TreeMap<>();
        Map<String, String> messages = new LinkedHashMap<>();
        for (String line : run.outLines()) {
            Object value = JsonReader.of(new Buffer().writeUtf8(line)).readJsonValue();
            Map<?, ?> event = (Map<?, ?>) Objects.requireNonNull(value);
            if ("picture".equals(event.get("event"))) {
                outcomes.put((String) event.get("name"), (String) event.get("outcome"));
                messages.put((String) event.get("name"), (String) event.get("message"));
            }
        }
        return new Events(outcomes, messages);
    }
}
