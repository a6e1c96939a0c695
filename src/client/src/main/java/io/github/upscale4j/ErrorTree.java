package io.github.upscale4j;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import okio.Buffer;
import okio.BufferedSource;
import okio.ByteString;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/**
 * Reads so much of a JSON text as an error may consist of: objects as maps, arrays as lists, everything else as text, null left
 * out. Where the text stops being JSON, this is what was read until there.
 *
 * @param root a map, list or string; null if there is no value at all
 * @param isWhole whether the value was read up to its end
 */
record ErrorTree(@Nullable Object root, boolean isWhole) {
    /** Other fields are passed over. */
    private static final Set<String> NAMES = Set.of(
            "error",
            "errors",
            "message",
            "msg",
            "detail",
            "title",
            "error_description",
            "description",
            "reason",
            "loc",
            "type",
            "code",
            "reject_reason",
            "max_inflight_requests",
            "request_id",
            "requestId",
            "data");
    /** Only of these a number says something; a number or boolean under another name is no text. */
    private static final Set<String> NUMBERS =
            Set.of("code", "max_inflight_requests", "request_id", "requestId", "loc", "data");

    private static final int DEEPEST = 6;
    private static final int MOST_ITEMS = 8;
    /** What ends within a string is read as if the string ended there, also right after a backslash. */
    private static final String END_OF_STRING = "\"\"";

    /** Moshi looks for each digit of a number from the nearer end of what its source holds. */
    private static BufferedSource inPieces(Buffer buffer) {
        return Okio.buffer((Source) buffer);
    }

    static ErrorTree read(ByteString json) {
        List<Object> root = new ArrayList<>(1);
        boolean isWhole = true;
        try (JsonReader reader = JsonReader.of(inPieces(new Buffer().write(json).writeUtf8(END_OF_STRING)))) {
            reader.setLenient(true);
            value(reader, "error", 0, root::add);
        } catch (IOException | JsonDataException e) {
            isWhole = false;
        }
        return new ErrorTree(root.isEmpty() ? null : root.get(0), isWhole);
    }

    /** A map or list is handed on before it is filled, so that nothing is lost where the text ends early. */
    private static void value(JsonReader reader, String name, int depth, Consumer<Object> taker) throws IOException {
        if (depth > DEEPEST) {
            reader.skipValue();
            return;
        }
        switch (reader.peek()) {
            case BEGIN_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                taker.accept(object);
                object(reader, object, depth + 1);
            }
            case BEGIN_ARRAY -> {
                List<Object> array = new ArrayList<>();
                taker.accept(array);
                array(reader, name, array, depth + 1);
            }
            case STRING -> taker.accept(reader.nextString());
            case NUMBER -> {
                String number = reader.nextString();
                if (NUMBERS.contains(name)) {
                    taker.accept(number);
                }
            }
            case BOOLEAN -> {
                boolean flag = reader.nextBoolean();
                if (name.equals("code")) {
                    taker.accept(String.valueOf(flag));
                }
            }
            default -> reader.skipValue();
        }
    }

    private static void object(JsonReader reader, Map<String, Object> object, int depth) throws IOException {
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (NAMES.contains(name)) {
                value(reader, name, depth, value -> object.put(name, value));
            } else {
                reader.skipValue();
            }
        }
        reader.endObject();
    }

    private static void array(JsonReader reader, String name, List<Object> array, int depth) throws IOException {
        reader.beginArray();
        while (reader.hasNext()) {
            if (array.size() < MOST_ITEMS) {
                value(reader, name, depth, array::add);
            } else {
                reader.skipValue();
            }
        }
        reader.endArray();
    }
}
