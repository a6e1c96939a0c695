package io.github.upscale4j.conformance;

/** Starts the mock, prints its process id, and waits to be ended. */
final class PrismProcess {
    private PrismProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        Prism prism = Prism.start(Contract.published());
        System.out.println(prism.handle().pid());
        Thread.sleep(60_000);
    }
}
