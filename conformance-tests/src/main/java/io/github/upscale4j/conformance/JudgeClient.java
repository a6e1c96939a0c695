package io.github.upscale4j.conformance;

import io.github.upscale4j.provider.Exchange;
import io.github.upscale4j.provider.Fault;
import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The other side: lets a client call an honest provider, and judges every request byte for byte. */
@Command(
        name = "judge-client",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Starts a provider on 127.0.0.1 that takes any key, and judges each request that a client of yours sends "
                        + "it. Nothing is paid for. It listens as soon as its first line is printed. Ends after --calls or "
                        + "--idle, at Ctrl-C or at SIGTERM, with the verdict's exit code.")
final class JudgeClient implements Callable<Integer> {
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);
    private static final int LONGEST_IDLE = 86_400;
    /** The provider's journal is read by nobody. */
    private static final int JOURNAL = 16;

    /** Reports are written after each of the first calls, and then now and then. */
    private static final int SELDOM = 100;

    @ParentCommand
    private @Nullable Main parent;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Where to listen (default: a free port, which is printed).")
    private String port = "0";

    @Option(names = "--calls", paramLabel = "N", description = "End after so many calls (default: never).")
    private @Nullable String calls;

    @Option(
            names = "--idle",
            paramLabel = "SECONDS",
            description = "End when no request has come to its end for so long, from 1 to 86400 (default: never).")
    private @Nullable String idle;

    @Option(
            names = "--until-stdin-ends",
            description = "End when standard input does; for a parent process that holds the other end of a pipe.")
    private boolean untilStdinEnds;

    @Option(
            names = "--faults",
            paramLabel = "FILE",
            description = "A JSON array of faults for the provider, as its README has them.")
    private @Nullable Path faults;

    private final CountDownLatch end = new CountDownLatch(1);

    @Override
    public Integer call() throws IOException, InterruptedException {
        Main main = Optional.ofNullable(parent).orElseThrow();
        Arguments.refuseOptionsOfTheRun(Optional.ofNullable(spec).orElseThrow(), Set.of("--report"));
        Duration longestIdle =
                Duration.ofSeconds(idle == null ? 0 : Arguments.between("--idle", idle, 1, LONGEST_IDLE));
        int last = calls == null ? Integer.MAX_VALUE : Arguments.between("--calls", calls, 1, Integer.MAX_VALUE - 1);
        ProviderOptions.Builder options = ProviderOptions.builder()
                .port(Arguments.between("--port", port, 0, 65_535))
                .anyKey(true)
                .inFlightLimit(Integer.MAX_VALUE)
                .idleTimeout(IDLE)
                .journalSize(JOURNAL)
                .uploadsKept(0)
                .faults(faults());
        List<String> secrets =
                main.key().isBlank() ? List.of() : List.of(main.key().strip());
        ClientRun run = new ClientRun(Contract.published(), main.clock().instant(), secrets, faults != null);
        Sitting sitting = new Sitting(run, main, last);
        try (Provider provider = sitting.begin(options.onExchange(sitting::take).build())) {
            if (untilStdinEnds) {
                watch(System.in);
            }
            await(sitting, longestIdle);
            return sitting.ended(provider);
        }
    }

    /** @param longest zero for ever */
    private void await(Sitting sitting, Duration longest) throws InterruptedException {
        if (longest.isZero()) {
            end.await();
            return;
        }
        long left = longest.toNanos();
        while (left > 0 && !end.await(left, TimeUnit.NANOSECONDS)) {
            left = longest.toNanos() - (System.nanoTime() - sitting.heardAt);
        }
    }

    private List<Fault> faults() throws IOException {
        if (faults == null) {
            return List.of();
        }
        try {
            return Fault.parseAll(Files.readString(faults));
        } catch (IOException e) {
            throw new WrongUsage("--faults: expected a file that can be read, found none ("
                    + e.getClass().getSimpleName() + ")");
        } catch (IllegalArgumentException e) {
            throw new WrongUsage("--faults: " + e.getMessage());
        }
    }

    private Provider start(ProviderOptions options, Main main) throws IOException {
        try {
            return Provider.start(options);
        } catch (BindException e) {
            // It may be the same command that listens there and writes to the same folder.
            main.folder().leaveToAnother();
            boolean isForbidden = String.valueOf(e.getMessage()).contains("denied");
            throw new WrongUsage(
                    isForbidden
                            ? "--port: expected one that this user may listen at, found " + Arguments.found(port)
                            : "--port: expected one that nobody listens at, found " + Arguments.found(port) + " taken");
        } catch (IllegalArgumentException e) {
            throw new WrongUsage("--faults: " + e.getMessage());
        }
    }

    private void announce(Main main, Contract contract, Provider provider) {
        Credential.Scheme scheme = contract.credentialSchemes().get(0);
        StringBuilder curl = new StringBuilder("  curl -H '" + scheme.header() + ": " + scheme.prefix() + "ANY-KEY'");
        for (Contract.Part part : contract.parts()) {
            String type = part.mediaTypes().get(0);
            curl.append(" -F '").append(part.name());
            curl.append(part.contentSchema().isPresent() ? "={}" : "=@YOUR_PICTURE." + type.replaceFirst(".*/", ""));
            curl.append(";type=").append(type).append('\'');
        }
        main.out().println("Judging every request to " + provider.baseUrl());
        main.out().println("by the contract, sha256 " + contract.sha256() + ", with any key. For example:");
        main.out().println(curl.append(' ').append(provider.endpoint()));
        main.out().println();
        main.out().flush();
    }

    private void watch(InputStream in) {
        Thread watcher = new Thread(() -> {
            try {
                in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // As good as its end.
            }
            end.countDown();
        });
        watcher.setDaemon(true);
        watcher.start();
    }

    /** A run under way: what came is judged, told and written at once. */
    private final class Sitting {
        private final ClientRun run;
        private final Main main;
        private final int last;
        private @Nullable Throwable failure;
        private @Nullable Integer exitCode;
        private volatile long heardAt = System.nanoTime();

        Sitting(ClientRun run, Main main, int last) {
            this.run = run;
            this.main = main;
            this.last = last;
        }

        /**
         * Listens, and says so in the first line, before any call is judged. From then on a signal ends it with the verdict, also
         * one that comes when that was printed: the hook stays for the rest of the process.
         */
        synchronized Provider begin(ProviderOptions options) throws IOException {
            Provider provider = start(options, main);
            try {
                main.folder().begin();
                Runtime.getRuntime()
                        .addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(ended(provider))));
                announce(main, run.contract(), provider);
                heardAt = System.nanoTime();
                return provider;
            } catch (RuntimeException | Error e) {
                provider.close();
                throw e;
            }
        }

        synchronized void take(Exchange exchange) {
            heardAt = System.nanoTime();
            if (exitCode != null) {
                return;
            }
            try {
                int before = run.deviations().size();
                Optional<String> line = run.add(exchange);
                if (line.isPresent()) {
                    main.say(line.get() + "\n");
                    boolean isNews = run.deviations().size() > before;
                    if (run.calls() <= ClientRun.DETAILED || isNews || run.calls() % SELDOM == 0) {
                        ClientReport.write(run, main.report);
                    }
                }
                if (run.calls() >= last) {
                    end.countDown();
                }
            } catch (IOException | RuntimeException | Error e) {
                failure = e;
                run.fail(e.getClass().getSimpleName());
                end.countDown();
            }
        }

        /** Closes, writes the reports for the last time and prints the verdict, once; returns the exit code. */
        int ended(Provider provider) {
            synchronized (this) {
                if (exitCode != null) {
                    return exitCode;
                }
            }
            run.end();
            // Not with the lock held: the last calls are judged meanwhile.
            provider.closeAfterAnswers(LAST_ANSWERS);
            synchronized (this) {
                if (exitCode == null) {
                    exitCode = verdict();
                }
                return exitCode;
            }
        }

        private int verdict() {
            try {
                ClientReport.write(run, main.report);
            } catch (IOException | RuntimeException e) {
                failure = failure == null ? e : failure;
            }
            if (failure != null) {
                return main.failed(failure);
            }
            StringBuilder text = new StringBuilder("\n");
            ClientReport.findings(run).stream().limit(Report.FEW).forEach(line -> text.append(
                            Report.wrapped("finding: " + line))
                    .append('\n'));
            int more = run.deviations().size() - Report.FEW;
            if (more > 0) {
                text.append("and ")
                        .append(more)
                        .append(more == 1 ? " finding" : " findings")
                        .append(" more\n");
            }
            text.append("Reports: ").append(main.report).append('\n');
            main.show(text.append(run.verdictLine()).append('\n').toString(), ClientReport.tree(run));
            return run.verdict().exitCode();
        }
    }
}
