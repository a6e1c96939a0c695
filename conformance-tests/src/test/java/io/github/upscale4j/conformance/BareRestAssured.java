package io.github.upscale4j.conformance;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * What somebody would write by hand to send so many requests: REST Assured and JUnit on the launcher, one status asserted for
 * each, nothing else judged. The rival of {@link WallTimeFiguresTest}.
 */
final class BareRestAssured {
    private static final String BASE_URL = "bare.base-url";
    private static final String REQUESTS = "bare.requests";

    private BareRestAssured() {}

    /** Takes a base URL and how many requests to send. */
    public static void main(String[] arguments) {
        System.setProperty(BASE_URL, arguments[0]);
        System.setProperty(REQUESTS, arguments[1]);
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(Requests.class))
                                .build(),
                        summary);
        System.exit(summary.getSummary().getTotalFailureCount() == 0 ? 0 : 1);
    }

    static final class Requests {
        @TestFactory
        Stream<DynamicTest> requests() {
            byte[] picture = Pictures.of("image/png", 1);
            String url = System.getProperty(BASE_URL) + Contract.published().path();
            return IntStream.range(0, Integer.getInteger(REQUESTS))
                    .mapToObj(i -> dynamicTest("request " + i, () -> given().header("Authorization", "Bearer wrong")
                            .multiPart("image_request", "{}", "application/json")
                            .multiPart("image_file", "picture.png", picture, "image/png")
                            .post(url)
                            .then()
                            .statusCode(401)));
        }
    }
}
