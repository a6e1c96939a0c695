package io.github.upscale4j;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** The ids by which servers know a request. */
final class RequestIds {
    static final int MOST = 10;
    static final int LONGEST = 200;

    private static final Pattern NOT_VISIBLE = Pattern.compile("[^!-~]");
    private static final List<String> NAMES =
            List.of("request-id", "requestid", "x-req-id", "trace-id", "correlation-id");

    private RequestIds() {}

    /**
     * The ids in header fields such as {@code X-Request-Id}, then those found in the body, each once, {@value #MOST} at most.
     *
     * @param inBody as {@link ErrorBody#requestIds} has them
     */
    static List<String> of(Headers headers, List<String> inBody, Redaction redaction) {
        Set<String> ids = new LinkedHashSet<>();
        for (int i = 0; i < headers.size(); i++) {
            if (isName(headers.name(i).toLowerCase(Locale.ROOT))) {
                add(ids, headers.value(i), redaction);
            }
        }
        for (String id : inBody) {
            add(ids, id, redaction);
        }
        return List.copyOf(ids);
    }

    private static boolean isName(String name) {
        for (String end : NAMES) {
            if (name.endsWith(end)) {
                return true;
            }
        }
        return name.equals("cf-ray");
    }

    /** Adds the id unless it is empty, holds a secret, or there are enough. */
    static void add(Set<String> ids, String id, Redaction redaction) {
        String cleaned = cleaned(id, redaction);
        if (cleaned != null && ids.size() < MOST) {
            ids.add(cleaned);
        }
    }

    /** At most {@value #LONGEST} visible ASCII characters; null where nothing may be shown. A link may be a signed one. */
    private static @Nullable String cleaned(String id, Redaction redaction) {
        String visible = NOT_VISIBLE.matcher(id).replaceAll("");
        boolean isSecret = visible.contains("://")
                || visible.contains("?")
                || !redaction.withoutParts(visible).equals(visible)
                || (!visible.equals(id) && !redaction.withoutParts(id).equals(id));
        if (visible.isEmpty() || isSecret) {
            return null;
        }
        return visible.substring(0, Math.min(LONGEST, visible.length()));
    }
}
