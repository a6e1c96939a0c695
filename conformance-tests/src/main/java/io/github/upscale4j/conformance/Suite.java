package io.github.upscale4j.conformance;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherConstants;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.reporting.legacy.xml.LegacyXmlReportGeneratingListener;
import org.opentest4j.AssertionFailedError;
import tools.jackson.databind.JsonNode;

/** Runs {@link ConformanceTest} on the JUnit Platform and writes the reports. */
final class Suite {
    private static final String JUNIT = "TEST-junit-jupiter.xml";

    /** What a run leaves in its folder. */
    static final List<String> FILES = Stream.concat(Renderings.byFile().keySet().stream(), Stream.of(JUNIT))
            .toList();

    private static final LauncherConfig ALONE = LauncherConfig.builder()
            .enableLauncherSessionListenerAutoRegistration(false)
            .enableLauncherDiscoveryListenerAutoRegistration(false)
            .enablePostDiscoveryFilterAutoRegistration(false)
            .enableTestExecutionListenerAutoRegistration(false)
            .build();

    private Suite() {}

    /**
     * Runs all of it, however many checks fail, and leaves what was seen even if the suite itself fails.
     *
     * @param folder for the reports; created, files in it overwritten
     * @throws IllegalStateException if the suite itself failed
     */
    static void execute(Run run, Path folder) throws IOException {
        Files.createDirectories(folder);
        OwnFailures failures = new OwnFailures();
        try (LauncherSession session = LauncherFactory.openSession(ALONE);
                PrintWriter nowhere = new PrintWriter(Writer.nullWriter())) {
            RunResolver.hand(session, run);
            session.getLauncher()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectClass(ConformanceTest.class))
                                    .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                                    .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "false")
                                    .configurationParameter(
                                            LauncherConstants.STACKTRACE_PRUNING_ENABLED_PROPERTY_NAME, "true")
                                    .build(),
                            failures,
                            new LegacyXmlReportGeneratingListener(folder, nowhere));
        } catch (RuntimeException | Error e) {
            failures.add(e);
        }
        failures.first().ifPresent(failure -> run.fail(failure.getClass().getSimpleName()));
        JsonNode report = Report.tree(run);
        Renderings.byFile()
                .forEach((file, rendering) ->
                        failures.attempt(() -> write(folder.resolve(file), rendering.apply(report))));
        failures.attempt(() -> JunitXml.readable(folder.resolve(JUNIT)));
        failures.raise(folder);
    }

    /** What UTF-8 does not have becomes a question mark. */
    private static void write(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A run that came to its verdict, and whose reports could not be written. */
    static final class Unwritten extends IllegalStateException {
        Unwritten(Path folder, Throwable cause) {
            super("the reports could not be written to " + folder + ": " + cause, cause);
        }
    }

    private interface Writing {
        void write() throws IOException;
    }

    /** Everything that failed and is no finding. */
    private static final class OwnFailures implements TestExecutionListener {
        private final List<Throwable> failures = new ArrayList<>();
        private final List<Throwable> unwritten = new ArrayList<>();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            result.getThrowable()
                    .filter(failure -> result.getStatus() == TestExecutionResult.Status.FAILED)
                    .filter(failure -> !(failure instanceof AssertionFailedError && test.isTest()))
                    .ifPresent(failures::add);
        }

        void add(Throwable failure) {
            failures.add(failure);
        }

        Optional<Throwable> first() {
            return failures.stream().findFirst();
        }

        /** One report that cannot be written does not keep the others from being. */
        void attempt(Writing writing) {
            try {
                writing.write();
            } catch (IOException | RuntimeException | StackOverflowError e) {
                unwritten.add(e);
            }
        }

        void raise(Path folder) {
            if (!failures.isEmpty()) {
                throw new IllegalStateException("the suite failed: " + failures.get(0), failures.get(0));
            }
            if (!unwritten.isEmpty()) {
                throw new Unwritten(folder, unwritten.get(0));
            }
        }
    }
}
