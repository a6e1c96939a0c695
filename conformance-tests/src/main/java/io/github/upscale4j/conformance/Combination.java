package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one valid call sends: a value for each parameter and a media type for each file.
 *
 * @param choices by place, as in {@link Finding#where()}; a missing node for what is left out
 */
record Combination(Map<String, JsonNode> choices) {
    /** Stands between a file's media type and how many bytes it is to have, where that matters. */
    static final String SIZE = ";size=";

    Combination {
        choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
    }

    /**
     * A small set of combinations in which every media type, every value of an enumeration and both ends of every range
     * occurs, non-ASCII text, and every optional part and parameter with and without. The first has all there is and asks for
     * two images; the second has nothing that can be left out.
     *
     * @param images for the first
     * @param upperEnd whether to ask for as many images as can be asked for
     * @param upload bytes of the largest file; one that may be no larger is sent at its limit
     */
    static List<Combination> covering(Contract contract, int images, boolean upperEnd, int upload) {
        Map<String, List<JsonNode>> levels = new LinkedHashMap<>();
        Set<String> required = new HashSet<>();
        for (Contract.Part part : contract.parts()) {
            // A part with JSON that is always there is seen in its parameters.
            if (part.contentSchema().isEmpty() || !part.required()) {
                levels.put(part.where(), kinds(part, upload));
            }
            if (part.required()) {
                required.add(part.where());
            }
        }
        Optional<Parameter> counter = Items.of(contract).map(Items::counter);
        for (Parameter parameter : contract.parameters()) {
            levels.put(
                    parameter.where(),
                    counter.equals(Optional.of(parameter))
                            ? counts(parameter, images, upperEnd)
                            : parameter.accepted());
            // What is inside of a part is left out with it.
            if (parameter.required() && required.contains(Contract.Part.WHERE + parameter.part())) {
                required.add(parameter.where());
            }
        }
        int rows = 2;
        for (Map.Entry<String, List<JsonNode>> level : levels.entrySet()) {
            rows = Math.max(rows, level.getValue().size() + (required.contains(level.getKey()) ? 0 : 1));
        }
        List<Combination> covering = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            Map<String, JsonNode> choices = new LinkedHashMap<>();
            for (Map.Entry<String, List<JsonNode>> level : levels.entrySet()) {
                String place = level.getKey();
                JsonNode often = counter.filter(one -> one.where().equals(place))
                        .map(one -> (JsonNode) JsonNodeFactory.instance.numberNode((long) one.least()))
                        .orElse(MissingNode.getInstance());
                choices.put(place, choice(row, level.getValue(), required.contains(place), often));
            }
            covering.add(new Combination(choices));
        }
        return covering;
    }

    private static List<JsonNode> kinds(Contract.Part part, int upload) {
        List<JsonNode> kinds = new ArrayList<>();
        part.mediaTypes().forEach(kind -> kinds.add(JsonNodeFactory.instance.stringNode(kind)));
        if (part.isSizable() && part.maxBytes() <= upload) {
            kinds.add(JsonNodeFactory.instance.stringNode(Pictures.SIZABLE + SIZE + part.maxBytes()));
        }
        return kinds;
    }

    private static List<JsonNode> counts(Parameter counter, int images, boolean upperEnd) {
        int first = Math.max(counter.least(), Math.min(images, counter.most()));
        List<Integer> numbers = new ArrayList<>(List.of(first, counter.least()));
        if (upperEnd) {
            numbers.add(counter.most());
        }
        List<JsonNode> values = new ArrayList<>();
        numbers.stream().distinct().forEach(number -> values.add(JsonNodeFactory.instance.numberNode((long) number)));
        return values;
    }

    /** @param often what to send when all values were; missing to begin anew */
    private static JsonNode choice(int row, List<JsonNode> values, boolean required, JsonNode often) {
        if (row == 1 && !required) {
            return MissingNode.getInstance();
        }
        int next = required || row == 0 ? row : row - 1;
        if (next >= values.size() && !often.isMissingNode()) {
            // What was covered is not paid for again.
            return often;
        }
        return values.get(next % values.size());
    }

    private boolean leavesOut(Parameter parameter) {
        return leavesOut(Contract.Part.WHERE + parameter.part());
    }

    /** Whether a part is not sent that could be. */
    boolean leavesOut(String place) {
        return choices.containsKey(place) && at(place).isMissingNode();
    }

    private static boolean isPart(String place) {
        return place.startsWith(Contract.Part.WHERE);
    }

    /** These parameters as JSON, but for those that are left out or whose part is. */
    ObjectNode parameters(List<Parameter> parameters) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        for (Parameter parameter : parameters) {
            JsonNode value = at(parameter.where());
            if (!value.isMissingNode() && !leavesOut(parameter)) {
                json.set(parameter.name(), value);
            }
        }
        return json;
    }

    JsonNode at(String place) {
        return choices.getOrDefault(place, MissingNode.getInstance());
    }

    Combination with(String place, JsonNode value) {
        Map<String, JsonNode> changed = new LinkedHashMap<>(choices);
        changed.put(place, value);
        return new Combination(changed);
    }

    /** {@code part:image_file image/png, request:/seed 0}. */
    @Override
    public String toString() {
        return choices.entrySet().stream()
                .filter(choice -> !choice.getValue().isMissingNode())
                .map(choice -> words(choice.getKey(), choice.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** {@code request:/seed 0}, {@code part:image_file image/webp}, {@code no request:/prompt}. */
    static String words(String place, JsonNode value) {
        if (value.isMissingNode()) {
            return "no " + place;
        }
        return place + " " + (isPart(place) ? value.asString() : value.toString());
    }
}
