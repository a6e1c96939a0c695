package io.github.upscale4j;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.github.upscale4j.provider.Fault;
import io.github.upscale4j.provider.Journal;
import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The provider of a case, and another host to which nothing may go. In the texts of its faults stand <code>${key}</code> for the
 * caller's key, <code>${key:json}</code> for a {@link KeyForm} of it, <code>${elsewhere}</code> for the endpoint's address on the
 * other host, and <code>${1000*[}</code> for a thousand brackets.
 */
final class CaseProvider implements AutoCloseable {
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\$\\{(?:(elsewhere)|key(?::([a-z0-9-]+))?|(\\d+)\\*([^}]+))}");
    private static final JsonAdapter<Object> JSON =
            new Moshi.Builder().build().adapter(Object.class).serializeNulls();
    private static final Set<String> EARLY = Set.of("accept", "headers", "body");

    final Provider provider;
    private final Provider elsewhere;
    private final Case tried;

    CaseProvider(Case tried) throws IOException {
        this.tried = tried;
        elsewhere = Provider.start();
        try {
            ProviderOptions.Builder options = ProviderOptions.builder()
                    .key(Secrecy.KEY)
                    .random(new Random(1))
                    .withheldUrlEmpty(tried.provider().emptyLinks());
            if (tried.provider().dialect() != null) {
                options.dialect(tried.provider().dialect());
            }
            if (tried.provider().credit() != null) {
                options.credit(tried.provider().credit());
            }
            if (tried.provider().inFlight() != null) {
                options.inFlightLimit(tried.provider().inFlight());
            }
            List<Fault> faults = new ArrayList<>();
            for (Object fault : tried.faults()) {
                faults.add(Fault.parse(JSON.toJson(filled(fault))));
            }
            provider = Provider.start(options.faults(faults).build());
        } catch (IOException | RuntimeException e) {
            elsewhere.close();
            throw e;
        }
    }

    private @Nullable Object filled(@Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            Map<String, @Nullable Object> filled = new LinkedHashMap<>();
            members.forEach((name, member) -> filled.put((String) name, filled(member)));
            return filled;
        } else if (value instanceof List<?> items) {
            List<@Nullable Object> filled = new ArrayList<>();
            items.forEach(item -> filled.add(filled(item)));
            return filled;
        } else if (value instanceof String text) {
            return PLACEHOLDER.matcher(text).replaceAll(found -> Matcher.quoteReplacement(filled(found)));
        }
        return value;
    }

    private String filled(MatchResult placeholder) {
        if (placeholder.group(1) != null) {
            return elsewhere.endpoint().toString();
        } else if (placeholder.group(3) != null) {
            return placeholder.group(4).repeat(Integer.parseInt(placeholder.group(3)));
        }
        return key(placeholder.group(2));
    }

    private String key(@Nullable String form) {
        KeyForm written = form == null
                ? KeyForm.PLAIN
                : KeyForm.valueOf(form.toUpperCase(Locale.ROOT).replace('-', '_'));
        return written.of(tried.client().wrongKey() ? Secrecy.WRONG_KEY : Secrecy.KEY);
    }

    /** What it saw, once all that came is done with. */
    Journal.Snapshot journal() {
        return provider.journal()
                .await(now -> now.exchanges().stream().allMatch(one -> one.finished()), Duration.ofSeconds(5));
    }

    /** How many connections the other host got. */
    long connectionsElsewhere() {
        return elsewhere.journal().snapshot().connections();
    }

    /** Connections that are still open. A provider that stalls before its answer does not look whether its caller is there. */
    Set<String> openConnections() {
        boolean looks = tried.faults().stream()
                .map(fault -> ((Map<?, ?>) fault).get("stall"))
                .noneMatch(point -> point != null && EARLY.contains(point));
        String threads = "upscale4j-provider-" + provider.port() + "-connection-";
        return looks ? Leftovers.threads(name -> name.startsWith(threads)) : Set.of();
    }

    @Override
    public void close() {
        provider.close();
        elsewhere.close();
    }
}
