package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * YAML as a tree that knows its lines: what a person wrote, and is told of by its line. Plain: no tags, no aliases of lists or
 * maps. A number is a text here, as it was written.
 */
final class MarkedYaml {
    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setMaxAliasesForCollections(0).build();

    private final Map<String, Integer> lines = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private final JsonNode tree;

    private MarkedYaml(Node root) {
        this.tree = tree(root, "");
    }

    /** YAML that is not plain. */
    static final class Refused extends RuntimeException {
        private final int line;

        Refused(Node node, String message) {
            super(message);
            this.line = MarkedYaml.line(node);
        }

        int line() {
            return line;
        }
    }

    /** @throws YamlEngineException if it is none; an empty text is null */
    static MarkedYaml parse(String text) {
        Optional<Node> root = new Compose(SETTINGS).composeString(text);
        return new MarkedYaml(root.orElseGet(() -> new ScalarNode(Tag.NULL, "", ScalarStyle.PLAIN)));
    }

    JsonNode tree() {
        return tree;
    }

    /** All that is no number, true, false or null, names included. */
    List<String> texts() {
        return List.copyOf(texts);
    }

    /** The line, from 1, of the value in this place or of what is around it. */
    int line(String pointer) {
        String at = pointer;
        while (!lines.containsKey(at) && !at.isEmpty()) {
            at = at.substring(0, at.lastIndexOf('/'));
        }
        return lines.getOrDefault(at, 1);
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    /** The line that the reader of YAML names; 0 if it names none. */
    static int line(YamlEngineException failure) {
        return failure instanceof MarkedYamlEngineException marked
                ? marked.getProblemMark().map(Mark::getLine).orElse(-1) + 1
                : 0;
    }

    /** In one line, without the excerpt of the text. */
    static String problem(YamlEngineException failure) {
        String problem = failure instanceof MarkedYamlEngineException marked ? marked.getProblem() : "";
        return problem == null || problem.isEmpty()
                ? String.valueOf(failure.getMessage()).lines().findFirst().orElse("something else")
                : problem.replaceFirst("^found ", "");
    }

    private JsonNode tree(Node node, String pointer) {
        lines.put(pointer, line(node));
        if (node instanceof MappingNode map) {
            expect(node, Tag.MAP);
            return object(map, pointer);
        }
        if (node instanceof SequenceNode sequence) {
            expect(node, Tag.SEQ);
            ArrayNode array = Json.MAPPER.createArrayNode();
            for (Node item : sequence.getValue()) {
                array.add(tree(item, pointer + "/" + array.size()));
            }
            return array;
        }
        return scalar((ScalarNode) node);
    }

    private ObjectNode object(MappingNode map, String pointer) {
        ObjectNode object = Json.MAPPER.createObjectNode();
        for (NodeTuple member : map.getValue()) {
            // The settings refuse all else.
            ScalarNode name = (ScalarNode) member.getKeyNode();
            scalar(name);
            if (object.has(name.getValue())) {
                throw new Refused(name, "the name " + name.getValue() + " twice");
            }
            texts.add(name.getValue());
            object.set(name.getValue(), tree(member.getValueNode(), Json.append(pointer, name.getValue())));
        }
        return object;
    }

    private JsonNode scalar(ScalarNode scalar) {
        if (scalar.getTag().equals(Tag.NULL)) {
            return Json.MAPPER.nullNode();
        }
        if (scalar.getTag().equals(Tag.BOOL)) {
            return Json.MAPPER.getNodeFactory().booleanNode(scalar.getValue().equalsIgnoreCase("true"));
        }
        expect(scalar, Tag.STR, Tag.INT, Tag.FLOAT);
        texts.add(scalar.getValue());
        return Json.MAPPER.getNodeFactory().stringNode(scalar.getValue());
    }

    private static void expect(Node node, Tag... tags) {
        if (!List.of(tags).contains(node.getTag())) {
            throw new Refused(node, "the tag " + node.getTag().getValue());
        }
    }
}
