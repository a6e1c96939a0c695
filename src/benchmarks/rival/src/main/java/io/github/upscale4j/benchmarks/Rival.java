package io.github.upscale4j.benchmarks;

import java.net.URI;

/**
 * What a user could take to call the endpoint, or a part of it. Has a constructor without parameters, that does nothing; each
 * rival runs in processes and on a class path of its own. Which rival can do what, the harness knows.
 */
public interface Rival {
    /** The rival of that class. */
    static Rival of(String className) throws ReflectiveOperationException {
        return Class.forName(className).asSubclass(Rival.class).getConstructor().newInstance();
    }

    /** To decode answers, set up as its user would. */
    default Decoding decoding() {
        throw new UnsupportedOperationException(getClass() + " decodes nothing");
    }

    /** To encode {@link Parameters#EXAMPLE}, which is in the rival's own form already. */
    default Encoding encoding() {
        throw new UnsupportedOperationException(getClass() + " encodes nothing");
    }

    /**
     * To call the endpoint.
     *
     * @param baseUrl of the server, over plain http on this machine, without a slash at its end
     * @param inFlight how many calls are in progress at the same time at most
     */
    default Calling calling(URI baseUrl, int inFlight) {
        throw new UnsupportedOperationException(getClass() + " calls nobody");
    }
}
