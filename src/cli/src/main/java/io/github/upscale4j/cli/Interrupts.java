package io.github.upscale4j.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/**
 * Ctrl-C, SIGTERM and SIGHUP, as long as this is open: the first one asks to finish, and the second one to stop at once. A third one
 * ends the JVM, whatever that waits for, such as a reader of its output who does not read. Of a terminal that is closed more than one
 * SIGHUP comes by itself, so these only ever ask to finish. Java's own shutdown hooks cannot tell a second signal. {@code sun.misc.Signal} is a supported interface of the JDK without a public name at compile
 * time; where it is missing, a signal ends the JVM as ever, and the ledger has what is needed to go on.
 */
final class Interrupts implements AutoCloseable {
    private static final String HANG_UP = "HUP";
    private static final List<String> SIGNALS = List.of("INT", "TERM", HANG_UP);

    private final Runnable first;
    private final Runnable second;
    private final List<Runnable> restore = new ArrayList<>();
    private int count;

    private Interrupts(Runnable first, Runnable second) {
        this.first = first;
        this.second = second;
    }

    /** Both run on a thread of the JVM's, and must be quick. */
    static Interrupts handle(Runnable first, Runnable second) {
        Interrupts interrupts = new Interrupts(first, second);
        for (String signal : SIGNALS) {
            interrupts.handle(signal);
        }
        return interrupts;
    }

    private void handle(String name) {
        try {
            Class<?> signals = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            Object signal = signals.getConstructor(String.class).newInstance(name);
            InvocationHandler invocation = (proxy, method, arguments) -> switch (method.getName()) {
                case "handle" -> {
                    signalled(name);
                    yield null;
                }
                case "hashCode" -> System.identityHashCode(proxy);
                case "equals" -> proxy == arguments[0];
                default -> "upscale4j";
            };
            Object handler =
                    Proxy.newProxyInstance(Interrupts.class.getClassLoader(), new Class<?>[] {handlers}, invocation);
            var handle = signals.getMethod("handle", signals, handlers);
            Object before = handle.invoke(null, signal, handler);
            restore.add(() -> {
                try {
                    handle.invoke(null, signal, before);
                } catch (ReflectiveOperationException e) {
                    // The program ends anyway.
                }
            });
        } catch (ReflectiveOperationException e) {
            // No such signal here, or one that the JVM keeps for itself.
        }
    }

    private void signalled(String name) {
        int number;
        synchronized (this) {
            if (count > 0 && name.equals(HANG_UP)) {
                return;
            }
            number = ++count;
        }
        switch (number) {
            case 1 -> first.run();
            case 2 -> second.run();
            default -> Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code);
        }
    }

    /** Whether there was one. */
    synchronized boolean happened() {
        return count > 0;
    }

    @Override
    public void close() {
        restore.forEach(Runnable::run);
    }
}
