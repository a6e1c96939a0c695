package io.github.upscale4j.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;
import tools.jackson.databind.JsonNode;

/**
 * The suite as a program. An option with a description key can also come from the system property of that name, which is how
 * Maven hands it over; blank is not given.
 */
@Command(
        name = "upscale4j-conformance",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {JudgeClient.class, JudgeDocuments.class},
        versionProvider = Main.Version.class,
        description = "Says whether a provider keeps the contract. The key is read from the environment variable "
                + "UPSCALE4J_API_KEY and from nowhere else.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:conformant",
            "1:deviant",
            "2:wrong usage",
            "3:inconclusive: too little could be seen",
            "70:an error of the suite's own"
        })
public final class Main implements Callable<Integer> {
    static final int USAGE = 2;
    static final int OWN_ERROR = 70;
    static final String KEY = "UPSCALE4J_API_KEY";

    private static final String DEADLINE = "180";
    private static final String PAUSE = "0";

    private final Map<String, String> environment;
    private final Clock clock;
    private final PrintWriter out;
    private final PrintWriter err;
    /** Whoever makes no report leaves the folder alone, also if it fails before the command line was read. */
    private final boolean leavesFolderAlone;

    private @Nullable ReportFolder folder;
    /** What fails from then on fails to be kept. */
    private boolean verdictGiven;

    @Mixin
    TargetOptions target = new TargetOptions();

    @Mixin
    RecordingOptions recordings = new RecordingOptions();

    @Mixin
    ComparisonOptions comparison = new ComparisonOptions();

    @Option(
            names = "--deadline",
            paramLabel = "SECONDS",
            defaultValue = DEADLINE,
            descriptionKey = "conformance.deadline",
            description = "For one call, from 1 to 3600 (default: ${DEFAULT-VALUE}).")
    String deadline = DEADLINE;

    @Option(
            names = "--pause",
            paramLabel = "SECONDS",
            defaultValue = PAUSE,
            descriptionKey = "conformance.pause",
            description = "To wait between two calls, from 0 to 60, for a target that answers 429 (default: "
                    + "${DEFAULT-VALUE}).")
    String pause = PAUSE;

    @Option(names = "--plan", description = "Print what would be sent and what it would cost at most; send nothing.")
    boolean plan;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            defaultValue = "conformance-report",
            description = "Where report.json, report.html, summary.md, verdict.txt and JUnit XML go (default: "
                    + "${DEFAULT-VALUE}).")
    Path report = Path.of("conformance-report");

    private Main(
            Map<String, String> environment, Clock clock, PrintWriter out, PrintWriter err, boolean leavesFolderAlone) {
        this.clock = clock;
        this.environment = environment;
        this.out = out;
        this.err = err;
        this.leavesFolderAlone = leavesFolderAlone;
    }

    /**
     * Runs the suite and ends the JVM with its exit code.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        int exitCode = OWN_ERROR;
        try {
            System.setProperty("java.awt.headless", "true");
            exitCode = run(
                    System.getenv(),
                    System::getProperty,
                    Clock.systemUTC(),
                    writer(System.out),
                    writer(System.err),
                    arguments);
        } finally {
            // A JVM that ends by a Throwable says 1, which would be a verdict.
            System.exit(exitCode);
        }
    }

    /** As {@link #main}, without system properties and without ending the JVM. */
    static int run(Map<String, String> environment, PrintWriter out, PrintWriter err, String... arguments) {
        return run(environment, name -> null, Clock.systemUTC(), out, err, arguments);
    }

    static int run(
            Map<String, String> environment,
            Function<String, @Nullable String> properties,
            Clock clock,
            PrintWriter out,
            PrintWriter err,
            String... arguments) {
        Main main = new Main(environment, clock, out, err, leavesFolderAlone(List.of(arguments)));
        try {
            return main.commandLine()
                    .setOut(out)
                    .setErr(err)
                    .setDefaultValueProvider(option -> given(properties, option))
                    .setParameterExceptionHandler((failure, parsed) -> main.failed(failure, err))
                    .setExecutionExceptionHandler((failure, line, parsed) -> main.failed(failure, err))
                    .execute(arguments);
        } catch (Throwable failure) {
            return main.failed(failure, err);
        } finally {
            out.flush();
            err.flush();
        }
    }

    /** Before they are parsed, since that may fail. */
    private static boolean leavesFolderAlone(List<String> arguments) {
        return arguments.contains("--plan") || arguments.contains(JudgeDocuments.NAME);
    }

    private CommandLine commandLine() {
        CommandLine line = new CommandLine(this);
        // It makes no report.
        line.getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(spec -> spec.name().equals(JudgeDocuments.NAME))
                .forEach(spec -> spec.remove(spec.findOption("--report")));
        return line;
    }

    private static @Nullable String given(Function<String, @Nullable String> properties, ArgSpec option) {
        String name = option.descriptionKey();
        String value = name == null || name.isEmpty() ? null : properties.apply(name);
        return value == null || value.isBlank() ? null : value;
    }

    @Override
    public Integer call() throws IOException {
        String key = environment.getOrDefault(KEY, "");
        target.refuseKey(key);
        Instant now = clock.instant();
        // What an earlier run left may lie in the folder that this one begins with emptying.
        Session session = new Session(
                Contract.published(),
                comparison.known(key, LocalDate.ofInstant(now, ZoneOffset.UTC)),
                comparison.since(),
                now);
        if (recordings.replay != null) {
            return replay(session, recordings.replay);
        }
        Transport transport = new Transport(Arguments.deadline(deadline), new Pause(Arguments.pause(pause)));
        if (plan) {
            Target unsent = target.unsent(session.contract());
            // The same pictures each time, so that plans can be compared.
            out.print(PlanReport.of(session.run(unsent, target.allowance(), transport, () -> 1)));
            return 0;
        }
        LongSupplier random = new SecureRandom()::nextLong;
        if (!target.isMock()) {
            Target provider = target.provider(session.contract(), key);
            if (recordings.record != null) {
                return record(session, provider, transport, random, recordings.record);
            }
            folder().begin();
            return judge(session.run(provider, target.allowance(), transport, random));
        }
        target.refuseWhatIsForProviders();
        recordings.refuseForMock();
        folder().begin();
        try (Prism prism = Prism.start(session.contract())) {
            Target mock = Target.of(session.contract(), prism);
            return judge(session.run(mock, Allowance.DEFAULT, transport, random));
        }
    }

    /** What all runs of one command line have in common. */
    private record Session(Contract contract, Known known, Optional<ComparedReport> since, Instant now) {

        Run run(Target target, Allowance allowance, Sender sender, LongSupplier seeds) {
            return run(target, allowance, sender, seeds, now);
        }

        Run run(Target target, Allowance allowance, Sender sender, LongSupplier seeds, Instant startedAt) {
            Run run = new Run(contract, Contract.documents(), target, allowance, sender, seeds, startedAt, known);
            since.ifPresent(run::compareWith);
            return run;
        }
    }

    private int record(Session session, Target provider, Transport transport, LongSupplier random, Path path)
            throws IOException {
        RecordingFolder kept = new RecordingFolder(path);
        kept.checkFor(report);
        Recorder.checkKey(provider, session.contract());
        folder().begin();
        Recorder recorder = new Recorder(
                transport, kept, session.contract(), provider, target.allowance(), session.now(), new SecureRandom());
        Run run = session.run(provider, target.allowance(), recorder, random);
        try {
            return judge(run);
        } finally {
            recorder.end(run.verdict());
        }
    }

    private int replay(Session session, Path path) throws IOException {
        RecordingOptions.refuseBesideReplay("--record", recordings.record != null);
        target.refuseBesideReplay();
        RecordingOptions.refuseBesideReplay("--deadline", !deadline.equals(DEADLINE));
        RecordingOptions.refuseBesideReplay("--pause", !pause.equals(PAUSE));
        RecordingOptions.refuseBesideReplay("--plan", plan);
        Recording recording = Recording.read(path);
        folder().begin();
        Replay replay = new Replay(recording, path, session.contract());
        return judge(session.run(recording.target(), recording.allowance(), replay, () -> 1, recording.startedAt()));
    }

    private int judge(Run run) throws IOException {
        try {
            Suite.execute(run, report);
        } finally {
            // Also if the reports could not be written: it was paid for.
            show(Report.console(run, report), Report.tree(run));
            verdictGiven = true;
        }
        return run.verdict().exitCode();
    }

    /** For subcommands, as are the others below. */
    PrintWriter out() {
        return out;
    }

    Clock clock() {
        return clock;
    }

    /** The key of whoever runs this, which nothing may show; empty if there is none. */
    String key() {
        return environment.getOrDefault(KEY, "");
    }

    /** Prints whole lines that may hold words of whoever is judged. */
    void say(String lines) {
        out.print(GitHubActions.of(environment).quoted(lines));
        out.flush();
    }

    /** Prints how it ended; GitHub is told in its own words too. */
    void show(String lines, JsonNode tree) {
        GitHubActions actions = GitHubActions.of(environment);
        say(lines);
        out.print(actions.annotations(tree) + actions.summarize(tree));
        out.flush();
    }

    ReportFolder folder() {
        if (folder == null) {
            folder = new ReportFolder(report);
        }
        return folder;
    }

    /** As a subcommand that cannot throw it any more. */
    int failed(Throwable failure) {
        return failed(failure, err);
    }

    private int failed(Throwable failure, PrintWriter err) {
        boolean usage = failure instanceof ParameterException || failure instanceof WrongUsage;
        String words = usage ? usage(failure) : verdictGiven ? String.valueOf(failure.getMessage()) : words(failure);
        String text = shown((usage ? "wrong usage: " : "error of the suite: ") + words);
        err.print(GitHubActions.of(environment).quoted(text + (usage ? "\nTry --help.\n" : "\n")));
        // What is wrong with a command line does not lose the report that the next one is to be compared with.
        if (!leavesFolderAlone && !verdictGiven && !(usage && comparison.isSinceIn(report))) {
            folder().leave(text);
        }
        return usage ? USAGE : OWN_ERROR;
    }

    /** A value that the command line's reader shows may be a key. */
    private static String usage(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof UnmatchedArgumentException unmatched) {
            return Arguments.unknown(unmatched.getUnmatched());
        }
        return failure instanceof ParameterException unread && unread.getValue() != null
                ? message.replace(unread.getValue(), Arguments.found(unread.getValue()))
                : message;
    }

    private static String words(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof Prism.Unavailable ? String.valueOf(cause.getMessage()) : cause.toString();
    }

    private String shown(String text) {
        return new Redaction(environment.get(KEY)).show(text, Redaction.REASON);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /** The version of the module. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"upscale4j-conformance " + Report.toolVersion()};
        }
    }
}
