package io.github.upscale4j.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
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
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The suite as a program. An option with a description key can also come from the system property of that name, which is how
 * Maven hands it over; blank is not given.
 */
@Command(
        name = "upscale4j-conformance",
        mixinStandardHelpOptions = true,
        sortOptions = false,
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

    private final Map<String, String> environment;
    private final PrintWriter out;
    /** A plan leaves the folder alone, also one that fails before the command line was read. */
    private final boolean leavesFolderAlone;

    private @Nullable ReportFolder folder;

    @Mixin
    TargetOptions target = new TargetOptions();

    @Option(
            names = "--deadline",
            paramLabel = "SECONDS",
            defaultValue = "180",
            descriptionKey = "conformance.deadline",
            description = "For one call, from 1 to 3600 (default: ${DEFAULT-VALUE}).")
    String deadline = "180";

    @Option(
            names = "--pause",
            paramLabel = "SECONDS",
            defaultValue = "0",
            descriptionKey = "conformance.pause",
            description = "To wait between two calls, from 0 to 60, for a target that answers 429 (default: "
                    + "${DEFAULT-VALUE}).")
    String pause = "0";

    @Option(names = "--plan", description = "Print what would be sent and what it would cost at most; send nothing.")
    boolean plan;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            defaultValue = "conformance-report",
            description = "Where report.json, table.md, verdict.txt and JUnit XML go (default: ${DEFAULT-VALUE}).")
    Path report = Path.of("conformance-report");

    private Main(Map<String, String> environment, PrintWriter out, boolean leavesFolderAlone) {
        this.environment = environment;
        this.out = out;
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
            exitCode = run(System.getenv(), System::getProperty, writer(System.out), writer(System.err), arguments);
        } finally {
            // A JVM that ends by a Throwable says 1, which would be a verdict.
            System.exit(exitCode);
        }
    }

    /** As {@link #main}, without system properties and without ending the JVM. */
    static int run(Map<String, String> environment, PrintWriter out, PrintWriter err, String... arguments) {
        return run(environment, name -> null, out, err, arguments);
    }

    static int run(
            Map<String, String> environment,
            Function<String, @Nullable String> properties,
            PrintWriter out,
            PrintWriter err,
            String... arguments) {
        Main main = new Main(environment, out, List.of(arguments).contains("--plan"));
        try {
            return new CommandLine(main)
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

    private static @Nullable String given(Function<String, @Nullable String> properties, ArgSpec option) {
        String name = option.descriptionKey();
        String value = name == null || name.isEmpty() ? null : properties.apply(name);
        return value == null || value.isBlank() ? null : value;
    }

    @Override
    public Integer call() throws IOException {
        Contract contract = Contract.published();
        Transport transport = new Transport(Arguments.deadline(deadline), new Pause(Arguments.pause(pause)));
        String key = environment.getOrDefault(KEY, "");
        target.refuseKey(key);
        if (plan) {
            Target unsent = target.unsent(contract);
            // The same pictures each time, so that plans can be compared.
            out.print(PlanReport.of(prepared(contract, unsent, target.allowance(), transport, () -> 1)));
            return 0;
        }
        LongSupplier random = new SecureRandom()::nextLong;
        if (!target.isMock()) {
            Target provider = target.provider(contract, key);
            folder().begin();
            return judge(prepared(contract, provider, target.allowance(), transport, random));
        }
        target.refuseWhatIsForProviders();
        folder().begin();
        try (Prism prism = Prism.start(contract)) {
            return judge(prepared(contract, Target.of(contract, prism), Allowance.DEFAULT, transport, random));
        }
    }

    private static Run prepared(
            Contract contract, Target target, Allowance allowance, Transport transport, LongSupplier seeds) {
        return new Run(contract, Contract.documents(), target, allowance, transport, seeds);
    }

    private int judge(Run run) throws IOException {
        Suite.execute(run, report);
        out.print(Report.console(run, report));
        return run.verdict().exitCode();
    }

    private ReportFolder folder() {
        if (folder == null) {
            folder = new ReportFolder(report);
        }
        return folder;
    }

    private int failed(Throwable failure, PrintWriter err) {
        boolean usage = failure instanceof ParameterException || failure instanceof WrongUsage;
        String text = shown(usage ? "wrong usage: " + usage(failure) : "error of the suite: " + words(failure));
        err.println(text + (usage ? "\nTry --help." : ""));
        if (!leavesFolderAlone) {
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
