package io.github.upscale4j.cli;

import java.util.concurrent.CountDownLatch;

/** A program that shows some progress, to be run on a terminal. */
final class TerminalProbe {
    private TerminalProbe() {}

    public static void main(String[] arguments) throws InterruptedException {
        StandardStreams streams = StandardStreams.ofProcess(System.out, System.err);
        try (Terminal terminal = new Terminal(streams, System.getenv(), false, false)) {
            CountDownLatch painted = new CountDownLatch(
                    streams.errIsTerminal() && !System.getenv("TERM").equals("dumb") ? 3 : 0);
            terminal.progress(() -> {
                painted.countDown();
                return "working " + painted.getCount();
            });
            painted.await();
            terminal.data("stdout");
            terminal.endProgress();
            terminal.say("the end");
        }
    }
}
