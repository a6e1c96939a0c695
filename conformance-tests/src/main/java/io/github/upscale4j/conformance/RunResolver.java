package io.github.upscale4j.conformance;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.launcher.LauncherSession;

/**
 * Hands the {@link Run} of a launcher session to the test class in it. It travels in the session's store, since
 * configuration parameters are text, end up in reports, and a run holds the key.
 */
final class RunResolver implements ParameterResolver {
    private static final String NAME = RunResolver.class.getName();

    static void hand(LauncherSession session, Run run) {
        session.getStore().put(Namespace.create(NAME), Run.class, run);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Run.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Run run = context.getStore(StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.create(NAME))
                .get(Run.class, Run.class);
        if (run == null) {
            throw new IllegalStateException("expected the suite to be started by Main, found no run in the session");
        }
        return run;
    }
}
