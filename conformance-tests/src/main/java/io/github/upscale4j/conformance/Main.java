package io.github.upscale4j.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The suite as a program. */
@Command(
        name = "upscale4j-conformance",
        mixinStandardHelpOptions = true,
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
    /** Whether what lies in the folder is of this run. */
    private boolean forgotten;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            description = "What to judge; without it, the Prism mock. Plain http only on this machine.")
    @Nullable String baseUrl;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            defaultValue = "conformance-report",
            description = "Where report.json, table.md, verdict.txt and JUnit XML go (default: ${DEFAULT-VALUE}).")
    Path report = Path.of("conformance-report");

    private Main(Map<String, String> environment, PrintWriter out) {
        this.environment = environment;
        this.out = out;
    }

    /**
     * Runs the suite and ends the JVM with its exit code.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true");
        PrintWriter out = writer(System.out);
        PrintWriter err = writer(System.err);
        System.exit(run(System.getenv(), out, err, arguments));
    }

    static int run(Map<String, String> environment, PrintWriter out, PrintWriter err, String... arguments) {
        Main main = new Main(environment, out);
        CommandLine commandLine = new CommandLine(main).setOut(out).setErr(err);
        commandLine.setExecutionExceptionHandler((failure, line, parsed) -> {
            String text = "error of the suite: " + main.words(failure);
            err.println(text);
            main.writeVerdict(text);
            return OWN_ERROR;
        });
        CommandLine.IParameterExceptionHandler usage = commandLine.getParameterExceptionHandler();
        commandLine.setParameterExceptionHandler((failure, parsed) -> {
            main.writeVerdict(main.shown("wrong usage: " + failure.getMessage()));
            return usage.handleParseException(failure, parsed);
        });
        int exitCode = commandLine.execute(arguments);
        out.flush();
        err.flush();
        return exitCode;
    }

    @Override
    public Integer call() throws IOException {
        forgetEarlierRun();
        Contract contract = Contract.published();
        if (baseUrl != null) {
            return judge(contract, Target.of(url(baseUrl), key()));
        }
        try (Prism prism = Prism.start(contract)) {
            return judge(contract, Target.of(prism));
        }
    }

    private int judge(Contract contract, Target target) throws IOException {
        Run run = new Run(
                contract,
                Contract.documents(),
                target,
                new Transport(Transport.DEFAULT_DEADLINE),
                new SecureRandom()::nextLong);
        Suite.execute(run, report);
        out.print(Report.console(run));
        return run.verdict().exitCode();
    }

    private URI url(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            throw usage("--base-url: expected an absolute http or https URL, found something else");
        }
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (url.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw usage("--base-url: expected an absolute http or https URL, found " + Redaction.cutLinks(text));
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw usage("--base-url: expected a URL without user, query and fragment, found one with");
        }
        if (scheme.equals("http") && !isThisMachine(url.getHost())) {
            throw usage("--base-url: expected https, or http to this machine; the key would go to " + url.getHost()
                    + " unencrypted");
        }
        return url;
    }

    private static boolean isThisMachine(String host) {
        return host.equalsIgnoreCase("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
    }

    private String key() {
        String key = Optional.ofNullable(environment.get(KEY)).orElse("").trim();
        if (key.isEmpty()) {
            throw usage("expected the key in the environment variable " + KEY + ", found nothing");
        }
        if (!key.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw usage("expected a key of visible ASCII characters in " + KEY + ", found others");
        }
        return key;
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** A run that ends early must not leave the evidence of an earlier one. */
    private void forgetEarlierRun() throws IOException {
        forgotten = false;
        for (String file : Suite.FILES) {
            Files.deleteIfExists(report.resolve(file));
        }
        forgotten = true;
    }

    private void forgetQuietly() {
        for (String file : Suite.FILES) {
            try {
                Files.deleteIfExists(report.resolve(file));
            } catch (IOException e) {
                // What is in the way is no report of ours, or cannot be helped; the verdict says that this run failed.
            }
        }
    }

    private void writeVerdict(String line) {
        if (!forgotten) {
            forgetQuietly();
        }
        try {
            Files.createDirectories(report);
            Files.write(report.resolve("verdict.txt"), (line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It was printed already.
        }
    }

    private String words(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause instanceof Prism.Unavailable ? String.valueOf(cause.getMessage()) : cause.toString();
        return shown(message);
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
