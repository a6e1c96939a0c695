package io.github.upscale4j.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the contract says of a parameter.
 *
 * @param values those that it names; none where any is allowed
 * @param providerDefault what the provider takes where nothing is sent; null where the contract does not know
 */
record Parameter(
        String description,
        String type,
        @Nullable Long least,
        @Nullable Long most,
        List<String> values,
        @Nullable Long providerDefault) {

    /** What is expected of a value: {@code an integer from 1 to 100}, {@code AUTO, ON or OFF}, {@code text}. */
    String expected() {
        if (!values.isEmpty()) {
            int last = values.size() - 1;
            return last == 0 ? values.get(0) : String.join(", ", values.subList(0, last)) + " or " + values.get(last);
        }
        return (type.equals("integer") ? "an integer" : type.equals("string") ? "text" : "a value")
                + (least == null ? "" : (most == null ? " of at least " : " from ") + least)
                + (most == null ? "" : (least == null ? " of at most " : " to ") + most);
    }

    private boolean isAnything() {
        return values.isEmpty() && least == null && most == null;
    }

    /** For people who choose a value. */
    String help() {
        String expected = expected();
        boolean isDefaultSaid = providerDefault == null || description.contains("default is " + providerDefault);
        return description
                + (isDefaultSaid ? "" : " The provider's default is " + providerDefault + '.')
                + (isAnything() ? "" : " " + Character.toUpperCase(expected.charAt(0)) + expected.substring(1) + '.');
    }
}
