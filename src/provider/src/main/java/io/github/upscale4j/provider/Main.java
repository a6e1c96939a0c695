package io.github.upscale4j.provider;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The command line of the runnable jar. Exit codes: 0, 1 if it cannot listen, 2 for wrong usage. */
final class Main {
    static final String KEY_VARIABLE = "UPSCALE4J_PROVIDER_KEY";
    private static final String USAGE = """
            usage: java -jar upscale4j-provider.jar [options]
              --port N            listen on that port of 127.0.0.1; a free one if not given
              --latency MILLIS    how long a valid call runs; 0 if not given
              --in-flight IMAGES  how many images may be worked on at the same time; 10 if not given
              --credit IMAGES     how many images can be billed; without end if not given
              --faults FILE.json  a JSON array of faults, see the README
              --path /upscale     a further path of the endpoint
              --help, --version
            The key that callers need is demo, or what the variable UPSCALE4J_PROVIDER_KEY holds.
            """;

    private Main() {}

    private static final class UsageException extends Exception {
        UsageException(String message) {
            super(message);
        }
    }

    public static void main(String[] args) throws InterruptedException {
        int exit = run(args, System.getenv(KEY_VARIABLE), System.out, System.err);
        if (exit >= 0) {
            System.exit(exit);
        }
        Thread.currentThread().join(); // until Ctrl-C
    }

    /** Returns an exit code, or -1 if a provider was started and runs on. */
    static int run(String[] args, @Nullable String key, PrintStream out, PrintStream err) {
        try {
            ProviderOptions.Builder options = ProviderOptions.builder();
            if (key != null && !key.isEmpty()) {
                options.key(key);
            }
            for (int i = 0; i < args.length; i++) {
                String name = args[i];
                if (name.equals("--help")) {
                    out.print(USAGE);
                    return 0;
                } else if (name.equals("--version")) {
                    out.println("upscale4j-provider " + Objects.requireNonNullElse(version(), "development"));
                    return 0;
                }
                option(options, name, i + 1 < args.length ? args[++i] : null);
            }
            options.log(line -> {
                out.println(line);
                out.flush();
            });
            start(options.build(), key, out);
            return -1;
        } catch (UsageException | IllegalArgumentException e) {
            err.println(e.getMessage());
            err.println("--help lists the options");
            return 2;
        } catch (IOException e) {
            err.println("cannot listen on that port: " + e.getMessage());
            return 1;
        }
    }

    private static @Nullable String version() {
        return Main.class.getPackage().getImplementationVersion();
    }

    private static void option(ProviderOptions.Builder options, String name, @Nullable String value)
            throws UsageException {
        switch (name) {
            case "--port" -> options.port((int) number(name, value, 65_535));
            case "--latency" -> options.latency(Duration.ofMillis(number(name, value, 86_400_000)));
            case "--in-flight" -> options.inFlightLimit((int) number(name, value, Integer.MAX_VALUE));
            case "--credit" -> options.credit(number(name, value, Long.MAX_VALUE));
            case "--path" -> options.path(given(name, value));
            case "--faults" -> {
                String file = given(name, value);
                try {
                    options.faults(Fault.parseAll(Files.readString(Path.of(file))));
                } catch (NoSuchFileException e) {
                    throw new UsageException("cannot read the faults in " + file + ": there is no such file");
                } catch (IOException e) {
                    throw new UsageException("cannot read the faults in " + file + ": " + e);
                } catch (IllegalArgumentException e) {
                    throw new UsageException("cannot use the faults in " + file + ": " + e.getMessage());
                }
            }
            default -> throw new UsageException("expected an option but found " + name);
        }
    }

    private static String given(String name, @Nullable String value) throws UsageException {
        if (value == null) {
            throw new UsageException("expected a value after " + name);
        }
        return value;
    }

    private static long number(String name, @Nullable String value, long max) throws UsageException {
        String digits = given(name, value);
        try {
            long number = digits.matches("[0-9]+") ? Long.parseLong(digits) : -1;
            if (number >= 0 && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // More digits than a long has: said below.
        }
        throw new UsageException("expected an integer from 0 to " + max + " after " + name + " but found " + digits);
    }

    private static void start(ProviderOptions options, @Nullable String key, PrintStream out) throws IOException {
        @SuppressWarnings("resource") // runs until the process ends
        Provider provider = Provider.start(options);
        String shell = key == null || key.isEmpty() ? "demo" : "\"$" + KEY_VARIABLE + "\"";
        out.println(provider.baseUrl());
        out.println();
        out.println("export UPSCALE4J_API_KEY=" + shell);
        out.println("curl -H \"Authorization: Bearer $UPSCALE4J_API_KEY\" -F 'image_request={\"num_images\": 1}'"
                + " -F image_file=@YOUR_PICTURE.png " + provider.endpoint() + " -w '\\n'");
        out.println();
        out.flush();
    }
}
