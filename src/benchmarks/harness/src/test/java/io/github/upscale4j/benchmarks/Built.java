package io.github.upscale4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The rivals as this build has built them, with prepared answers and pictures. */
final class Built {
    private Built() {}

    static Path project() {
        return Path.of("../../..").toAbsolutePath().normalize();
    }

    /** The rival of that name. */
    static Entry entry(String name) {
        return Entry.ALL.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Has everything that a measurement needs, below that folder. */
    static Folders in(Path output) throws IOException {
        Folders folders = new Folders(project(), output);
        Files.createDirectories(folders.logs());
        Preparation.write(folders.input());
        return folders;
    }

    /** What a program of a rival's process printed. */
    static List<String> lines(Folders folders, Entry entry, String program, String... arguments)
            throws IOException, InterruptedException {
        String[] all = new String[2 + arguments.length];
        all[0] = Entry.class.getPackageName() + "." + program;
        all[1] = entry.className();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return Program.java(folders.logs().resolve(program + "-" + entry.name() + ".txt"), folders.programs(entry), all)
                .lines();
    }
}
