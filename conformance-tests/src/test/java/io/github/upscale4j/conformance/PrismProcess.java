package io.github.upscale4j.conformance;

/** Starts the mock, prints its process id, and waits until it or the mock is ended. */
final class PrismProcess {
    private PrismProcess() {}

    public static void main(String[] arguments) {
        Prism prism = Prism.start(Contract.published());
        System.out.println(prism.handle().pid());
        prism.handle().onExit().join();
    }
}
