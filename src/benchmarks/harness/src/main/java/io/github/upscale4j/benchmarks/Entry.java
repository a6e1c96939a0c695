package io.github.upscale4j.benchmarks;

import static io.github.upscale4j.benchmarks.Question.CALL;
import static io.github.upscale4j.benchmarks.Question.COLD_START;
import static io.github.upscale4j.benchmarks.Question.DECODE;
import static io.github.upscale4j.benchmarks.Question.ENCODE;
import static io.github.upscale4j.benchmarks.Question.IN_FLIGHT;
import static io.github.upscale4j.benchmarks.Question.STEADY;
import static io.github.upscale4j.benchmarks.Question.TREE;
import static io.github.upscale4j.benchmarks.Question.UPLOAD;

import java.util.List;
import java.util.Set;

/**
 * A rival, where it is, and what is measured of it.
 *
 * @param name in the results
 * @param module its folder in {@code rivals}
 * @param type the simple name of its class
 */
record Entry(String name, String module, String type, Set<Question> questions) {
    static final String OURS = "upscale4j";
    static final String RAW_OKHTTP = "okhttp";
    static final String FLOOR = "bare-moshi";

    /** All of them, ours first. */
    static final List<Entry> ALL = List.of(
            new Entry(OURS, "upscale4j", "Upscale4j", Set.of(Question.values())),
            new Entry(FLOOR, "retrofit-moshi", "BareMoshi", Set.of(DECODE, ENCODE)),
            new Entry(
                    "retrofit-moshi",
                    "retrofit-moshi",
                    "RetrofitMoshi",
                    Set.of(DECODE, ENCODE, CALL, UPLOAD, IN_FLIGHT, COLD_START, TREE)),
            new Entry("jackson-streaming", "jackson", "JacksonStreaming", Set.of(DECODE, ENCODE)),
            new Entry("fastjson2", "fastjson2", "Fastjson2", Set.of(DECODE, ENCODE)),
            new Entry(RAW_OKHTTP, "okhttp", "RawOkHttp", Set.of(CALL, UPLOAD, IN_FLIGHT, STEADY, COLD_START, TREE)),
            new Entry("okhttp-per-call", "okhttp", "RawOkHttpPerCall", Set.of(CALL, UPLOAD)),
            new Entry("okhttp-defaults", "okhttp", "RawOkHttpDefaults", Set.of(CALL)),
            new Entry("jdk", "jdk", "JdkHttp", Set.of(CALL, UPLOAD, IN_FLIGHT, COLD_START, TREE)),
            new Entry("socket", "jdk", "RawSocket", Set.of(CALL, UPLOAD, IN_FLIGHT)),
            new Entry("nothing", "jdk", "Nothing", Set.of(COLD_START)),
            stock("stock-retrofit2-gson", "StockRetrofit2Gson"),
            stock("stock-retrofit2-jackson", "StockRetrofit2Jackson"),
            stock("stock-okhttp-gson", "StockOkHttpGson"),
            stock("stock-native", "StockNative"));

    private static Entry stock(String name, String type) {
        return new Entry(name, name, type, Set.of(DECODE, ENCODE, CALL, UPLOAD, IN_FLIGHT, COLD_START, TREE));
    }

    /** Those of which that is measured. */
    static List<Entry> of(Question question) {
        return ALL.stream().filter(entry -> entry.questions.contains(question)).toList();
    }

    String className() {
        return Entry.class.getPackageName() + "." + type;
    }

    boolean isOurs() {
        return name.equals(OURS);
    }
}
