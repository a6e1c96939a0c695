package io.github.upscale4j.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Many calls: at the same time, and one after the other for long. */
final class LoadRuns {
    private static final String PICTURE = "10 KB";
    private static final int LATENCY_MILLIS = 50;
    /** More than anybody asks for: the provider's limit is not what is measured. */
    private static final String NO_LIMIT = "1000000";

    private static final int WARM_UP_THOUSANDS = 5;

    private final Form form;
    private final Measuring measuring;
    private final Folders folders;

    LoadRuns(Form form, Measuring measuring, Folders folders) {
        this.form = form;
        this.measuring = measuring;
        this.folders = folders;
    }

    /** Against the provider, which takes a while for each call as real ones do; each rival has a fresh one. */
    void inFlight() throws IOException, InterruptedException {
        for (Entry entry : Entry.of(Question.IN_FLIGHT)) {
            for (int inFlight : form.inFlight()) {
                measuring.measure(Question.IN_FLIGHT, entry, String.valueOf(inFlight), () -> {
                    try (Program.Server provider = provider()) {
                        addInFlight(entry, inFlight, provider);
                    }
                });
            }
        }
    }

    private void addInFlight(Entry entry, int inFlight, Program.Server provider)
            throws IOException, InterruptedException {
        List<Figure> figures = Figure.read(
                program(entry, "InFlight", provider, String.valueOf(inFlight), String.valueOf(form.inFlightSeconds()))
                        .lines());
        boolean isSteady = figures.stream().anyMatch(one -> one.metric().equals("steady") && one.value() == 1);
        String parameter = String.valueOf(inFlight);
        for (Figure figure : figures) {
            if (figure.metric().equals("throughput")) {
                double ideal = inFlight * 1000.0 / LATENCY_MILLIS;
                measuring.add(
                        Question.IN_FLIGHT,
                        entry,
                        parameter,
                        figure.metric(),
                        figure.unit(),
                        figure.value(),
                        null,
                        List.of(),
                        isSteady ? null : "did not converge");
                measuring.add(Question.IN_FLIGHT, entry, parameter, "share", "%", 100 * figure.value() / ideal);
            } else if (!figure.metric().equals("steady")) {
                measuring.add(Question.IN_FLIGHT, entry, parameter, figure.metric(), figure.unit(), figure.value());
            }
        }
    }

    /** The cost of a call after thousands of others. */
    void steady() throws IOException, InterruptedException {
        for (Entry entry : Entry.of(Question.STEADY)) {
            try (Program.Server server = CallRuns.bareServer(folders)) {
                measuring.measure(Question.STEADY, entry, "", () -> {
                    for (Figure figure : Figure.read(program(
                                    entry,
                                    "Steady",
                                    server,
                                    String.valueOf(WARM_UP_THOUSANDS),
                                    String.valueOf(form.thousands()))
                            .lines())) {
                        measuring.add(Question.STEADY, entry, figure.metric(), "cpu", figure.unit(), figure.value());
                    }
                });
            }
        }
    }

    private Program program(Entry entry, String program, Program.Server server, String... arguments)
            throws IOException {
        Path log = folders.logs().resolve(program + "-" + entry.name() + "-" + arguments[0] + ".txt");
        String[] all = new String[4 + arguments.length];
        all[0] = Entry.class.getPackageName() + "." + program;
        all[1] = entry.className();
        all[2] = server.url().toString();
        all[3] = Preparation.picture(folders.input(), PICTURE).toString();
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        return Program.java(log, folders.programs(entry), all);
    }

    private Program.Server provider() throws IOException {
        return folders.provider("--latency", String.valueOf(LATENCY_MILLIS), "--in-flight", NO_LIMIT)
                .serve();
    }
}
