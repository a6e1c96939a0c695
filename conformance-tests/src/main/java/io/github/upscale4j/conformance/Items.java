package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What the contract says of the items of the answer to a call that ran.
 *
 * @param counter the parameter that says how many to make
 * @param array where the answer has them
 * @param unasked how many come where the parameter is not sent; empty if nobody says
 * @param distinct their fields whose values differ from item to item
 * @param returned their fields that, in the first item, have the value of a parameter, by that parameter's name
 */
record Items(
        Parameter counter,
        String array,
        Optional<Integer> unasked,
        List<String> distinct,
        Map<String, String> returned) {
    private static final List<String> OF_ITEMS = List.of("x-distinct", "x-returns");

    /** By {@code x-counts} on a parameter; empty if none has it. */
    static Optional<Items> of(Contract contract) {
        return contract.items();
    }

    /** @throws IllegalArgumentException that names the place of an extension that says nothing */
    static Optional<Items> read(Contract contract, List<Parameter> parameters) {
        List<Parameter> counters = parameters.stream()
                .filter(parameter -> parameter.schema().has("x-counts"))
                .toList();
        if (counters.size() > 1) {
            throw Contract.refusedAt(
                    counters.get(1).place() + "/x-counts",
                    "one parameter that counts",
                    "another, " + counters.get(0).place());
        }
        Optional<Items> items = counters.stream().findFirst().map(counter -> of(contract, counter, parameters));
        Set<String> places = new HashSet<>();
        for (Parameter counter : counters) {
            places.add(counter.place() + "/x-counts");
            String fields = array(contract, counter) + "/properties";
            for (String field : contract.at(fields).propertyNames()) {
                OF_ITEMS.forEach(keyword -> places.add(contract.place(Json.append(fields, field) + "/" + keyword)));
            }
        }
        refuseLost(contract, contract.tree(), "", places);
        return items;
    }

    private static Items of(Contract contract, Parameter counter, List<Parameter> parameters) {
        for (String limit : List.of("minimum", "maximum")) {
            JsonNode value = counter.schema().path(limit);
            if (!value.canConvertToInt() || !value.isIntegralNumber() || value.intValue() < 0) {
                throw Contract.refusedAt(
                        counter.place() + "/" + limit,
                        "a number of images, since each may be billed",
                        value.isMissingNode() ? "none" : value);
            }
        }
        JsonNode unasked = counter.schema().path("x-provider-default");
        if (!unasked.isMissingNode() && !counter.takes(unasked)) {
            throw Contract.refusedAt(counter.place() + "/x-provider-default", "a value that it may have", unasked);
        }
        List<String> distinct = new ArrayList<>();
        Map<String, String> returned = new LinkedHashMap<>();
        String properties = array(contract, counter) + "/properties";
        for (Map.Entry<String, JsonNode> field : contract.at(properties).properties()) {
            String at = Json.append(properties, field.getKey());
            JsonNode differs = field.getValue().path("x-distinct");
            if (!differs.isMissingNode() && !differs.isBoolean()) {
                throw contract.refused(at + "/x-distinct", "true or false", differs);
            }
            if (differs.asBoolean(false)) {
                distinct.add(field.getKey());
            }
            if (field.getValue().has("x-returns")) {
                String name = field.getValue().path("x-returns").asString("");
                if (parameters.stream().noneMatch(parameter -> parameter.name().equals(name))
                        || returned.containsKey(name)) {
                    throw contract.refused(
                            at + "/x-returns", "the name of a parameter that no other field returns", name);
                }
                returned.put(name, field.getKey());
            }
        }
        return new Items(
                counter,
                counter.schema().path("x-counts").asString(),
                unasked.isMissingNode() ? Optional.empty() : Optional.of(unasked.intValue()),
                List.copyOf(distinct),
                Collections.unmodifiableMap(returned));
    }

    /** Where the schema of the items stands. */
    private static String array(Contract contract, Parameter counter) {
        String pointer = counter.schema().path("x-counts").asString("");
        String schema = contract.resolve(contract.success().contents().get(0).schema());
        for (String name : pointer.substring(Math.min(1, pointer.length())).split("/", -1)) {
            schema = contract.resolve(schema + "/properties/" + name);
        }
        if (!pointer.startsWith("/") || !contract.at(schema).has("items")) {
            throw Contract.refusedAt(
                    counter.place() + "/x-counts",
                    "a JSON Pointer to an array in the answer of a call that ran",
                    pointer);
        }
        return contract.resolve(schema + "/items");
    }

    /** What speaks of items in a place that is not looked at. */
    private static void refuseLost(Contract contract, JsonNode node, String pointer, Set<String> places) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String at = Json.append(pointer, member.getKey());
            boolean speaks = member.getKey().equals("x-counts") || OF_ITEMS.contains(member.getKey());
            if (speaks && !pointer.endsWith("/properties") && !places.contains(contract.place(at))) {
                throw contract.refused(
                        at,
                        member.getKey().equals("x-counts")
                                ? "it beside the name of a parameter"
                                : "it beside the name of a field of the items that a parameter counts (x-counts)",
                        "it elsewhere");
            }
            refuseLost(contract, member.getValue(), at, places);
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            refuseLost(contract, node.path(i), pointer + "/" + i, places);
        }
    }

    /** How many images these parameters ask for; empty if they do not say it in a way that the contract allows. */
    Optional<Integer> asked(JsonNode parameters) {
        JsonNode value = parameters.path(counter.name());
        if (value.isMissingNode()) {
            return unasked;
        }
        boolean valid = value.isIntegralNumber()
                && value.canConvertToInt()
                && value.intValue() >= counter.least()
                && value.intValue() <= counter.most();
        return valid ? Optional.of(value.intValue()) : Optional.empty();
    }

    /** The images that a provider may bill for these parameters, however it reads them; at least 1. */
    int atMost(JsonNode parameters) {
        JsonNode value = parameters.path(counter.name());
        if (value.isMissingNode()) {
            return unasked.orElse(1);
        }
        double number =
                value.isNumber() ? value.asDouble() : value.asString("").matches("\\d{1,9}") ? value.asDouble() : 1;
        return Math.max(1, (int) Math.ceil(number));
    }

    /** The items of an answer; a missing node if it has no such array. */
    JsonNode in(JsonNode answer) {
        JsonNode items = Json.at(answer, array);
        return items.isArray() ? items : MissingNode.getInstance();
    }
}
