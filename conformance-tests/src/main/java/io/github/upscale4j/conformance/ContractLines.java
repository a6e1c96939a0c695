package io.github.upscale4j.conformance;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The lines of the contract as it was written: a JSON Pointer leads to the line that holds the name or the item. */
final class ContractLines {
    /** Where the contract stands in its repository. */
    static final String FILE = "openapi/upscale.yaml";

    private final @Nullable Node root;

    ContractLines(Contract contract) {
        root = new Compose(LoadSettings.builder().build())
                .composeInputStream(new ByteArrayInputStream(contract.source()))
                .orElse(null);
    }

    /** From 1; that of the last place on the way that there is. */
    int line(String pointer) {
        Node node = root;
        int line = 1;
        for (String token : tokens(pointer)) {
            Optional<Step> step = node == null ? Optional.empty() : step(node, token);
            if (step.isEmpty()) {
                break;
            }
            line = step.get().line();
            node = step.get().value();
        }
        return line;
    }

    /** The names on a pointer's way; what is none has none. */
    static List<String> tokens(String pointer) {
        return pointer.startsWith("/")
                ? List.of(pointer.substring(1).split("/", -1)).stream()
                        .map(token -> token.replace("~1", "/").replace("~0", "~"))
                        .toList()
                : List.of();
    }

    private record Step(int line, Node value) {}

    private static Optional<Step> step(Node node, String token) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple member : mapping.getValue()) {
                if (member.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals(token)) {
                    return Optional.of(new Step(lineOf(key), member.getValueNode()));
                }
            }
        }
        if (node instanceof SequenceNode sequence && token.matches("\\d{1,6}")) {
            int index = Integer.parseInt(token);
            if (index < sequence.getValue().size()) {
                Node item = sequence.getValue().get(index);
                return Optional.of(new Step(lineOf(item), item));
            }
        }
        return Optional.empty();
    }

    private static int lineOf(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }
}
