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

/** Runs {@link ConformanceTest} on the JUnit Platform and writes the reports. */
final class Suite {
    private static final String JUNIT = "TEST-junit-jupiter.xml";

    /** What a run leaves in its folder. */
    static final List<String> FILES = List.of("report.json", "table.md", "verdict.txt", JUNIT);

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
        failures.attempt(() -> JunitXml.readable(folder.resolve(JUNIT)));
        failures.attempt(() -> write(folder.resolve("report.json"), Report.json(run)));
        failures.attempt(() -> write(folder.resolve("table.md"), Report.markdown(run)));
        failures.attempt(() -> write(folder.resolve("verdict.txt"), run.verdictLine() + "\n"));
        failures.raise();
    }

    /** What UTF-8 does not have becomes a question mark. */
    private static void write(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private interface Writing {
        void write() throws IOException;
    }

    /** Everything that failed and is no finding. */
    private static final class OwnFailures implements TestExecutionListener {
        private final List<Throwable> failures = new ArrayList<>();

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
                failures.add(e);
            }
        }

        void raise() {
            if (!failures.isEmpty()) {
                throw new IllegalStateException("the suite failed", failures.get(0));
            }
        }
    }
}
