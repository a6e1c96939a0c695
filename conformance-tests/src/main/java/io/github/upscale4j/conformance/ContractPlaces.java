package io.github.upscale4j.conformance;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The clause of the contract that a finding is about, as narrow as the finding allows. */
final class ContractPlaces {
    private static final List<String> CHOICES = List.of("allOf", "anyOf", "oneOf");

    private final Contract contract;
    private final ContractLines lines;

    ContractPlaces(Contract contract) {
        this.contract = contract;
        this.lines = new ContractLines(contract);
    }

    /** Gives each finding of a report that is about a clause the clause's pointer and line. */
    void add(ObjectNode report) {
        boolean client = report.path("target").path("kind").asString("").equals("client");
        Map<String, JsonNode> exchanges = ShownExchange.byProbe(report);
        for (JsonNode finding : report.path("findings")) {
            JsonNode exchange = exchanges.get(finding.path("probe").asString(""));
            JsonNode answer = client || exchange == null ? Json.MAPPER.missingNode() : exchange.path("answer");
            place(finding.path("where").asString(""), finding.path("found").asString(""), answer, client)
                    .ifPresent(pointer -> ((ObjectNode) finding)
                            .putObject("contract")
                            .put("pointer", pointer)
                            .put("line", lines.line(pointer)));
        }
    }

    /**
     * @param where as in {@link Finding#where()}
     * @param found as in {@link Finding#found()}: of a missing property, the list that requires it is meant
     * @param answer as report.json shows it; missing if none came
     */
    Optional<String> place(String where, String found, JsonNode answer, boolean client) {
        String kind = where.startsWith("/") ? "/" : where.replaceFirst("(?s):.*", ":");
        String rest = where.substring(where.startsWith("/") ? 0 : kind.length());
        return switch (kind) {
            case "contract:" -> Optional.of(rest);
            case "/" -> Optional.of(inside(schema(answer), ContractLines.tokens(rest), found.equals("nothing")));
            case "body" -> Optional.of(client ? requestBody() : schema(answer));
            case "status" -> Optional.of(client ? contract.operation() : responses());
            case "response-header:" -> Optional.of(responseHeader(rest, answer));
            case "request-header:" -> Optional.of(requestHeader(rest));
            case "method:" -> Optional.of(contract.operation());
            case "path" -> client ? Optional.of(path()) : Optional.empty();
            // Of a client's part "nothing" says that it is empty.
            case "part:" -> Optional.of(part(rest, found.equals(client ? "none" : "nothing")));
            case "request:" -> Optional.of(parameter(rest, found.equals("nothing")));
            default -> Optional.empty();
        };
    }

    private String path() {
        return contract.operation().substring(0, contract.operation().lastIndexOf('/'));
    }

    private String responses() {
        return contract.operation() + "/responses";
    }

    /** Of the status that came; all of them where the contract has none for it. */
    private String response(JsonNode answer) {
        String pointer =
                Json.append(responses(), String.valueOf(answer.path("status").asInt(0)));
        return contract.at(pointer).isMissingNode() ? responses() : contract.resolve(pointer);
    }

    private String schema(JsonNode answer) {
        String response = answer.isMissingNode() ? success() : response(answer);
        List<String> types = List.copyOf(contract.at(response + "/content").propertyNames());
        if (types.isEmpty()) {
            return response;
        }
        String type = header(answer, "Content-Type").replaceFirst("(?s);.*", "").strip();
        return Json.append(response + "/content", types.contains(type) ? type : types.get(0)) + "/schema";
    }

    private String success() {
        return Json.append(responses(), contract.success().status());
    }

    private static String header(JsonNode answer, String name) {
        for (JsonNode header : answer.path("headers")) {
            if (header.path("name").asString("").equalsIgnoreCase(name)) {
                return header.path("value").asString("");
            }
        }
        return "";
    }

    private String responseHeader(String name, JsonNode answer) {
        String response = answer.isMissingNode() ? success() : response(answer);
        if (name.equalsIgnoreCase("Content-Type")
                && !contract.at(response + "/content").isMissingNode()) {
            return response + "/content";
        }
        return named(response + "/headers", name).orElse(response);
    }

    private Optional<String> named(String object, String name) {
        return contract.at(object).propertyNames().stream()
                .filter(member -> member.equalsIgnoreCase(name))
                .findFirst()
                .map(member -> Json.append(object, member));
    }

    private String requestHeader(String name) {
        for (Credential.Scheme scheme : contract.credentialSchemes()) {
            String pointer = Json.append("/components/securitySchemes", scheme.name());
            if (scheme.header().equalsIgnoreCase(name) && !contract.at(pointer).isMissingNode()) {
                return pointer;
            }
        }
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "content-type", "content-length", "content-encoding", "transfer-encoding" -> requestBody();
            case "accept" -> success() + "/content";
            default -> contract.operation();
        };
    }

    private String requestBody() {
        String body = contract.resolve(contract.operation() + "/requestBody");
        return contract.at(body + "/content").isEmpty() ? body : contract.onlyMember(body + "/content");
    }

    private String part(String name, boolean missing) {
        return inside(requestBody() + "/schema", List.of(name), missing);
    }

    /** The part whose JSON has such a parameter, or else the first that holds JSON. */
    private String parameter(String pointer, boolean missing) {
        String best = requestBody();
        for (Contract.Part part : contract.parts()) {
            if (part.contentSchema().isPresent()) {
                String found = inside(part.contentSchema().get(), ContractLines.tokens(pointer), missing);
                if (best.equals(requestBody()) || found.contains("/properties/")) {
                    best = found;
                }
            }
        }
        return best;
    }

    /** Where a schema has the value that these names lead to: the last place on the way that it names. */
    private String inside(String schema, List<String> tokens, boolean missing) {
        String at = contract.resolve(schema);
        String place = at;
        for (int i = 0; i < tokens.size(); i++) {
            Optional<String> next = child(at, tokens.get(i), missing && i == tokens.size() - 1, 0);
            if (next.isEmpty()) {
                return place;
            }
            place = next.get();
            at = contract.resolve(place);
        }
        return place;
    }

    private Optional<String> child(String schema, String token, boolean missing, int depth) {
        if (missing) {
            JsonNode required = contract.at(schema + "/required");
            for (int i = 0; i < required.size(); i++) {
                if (required.path(i).asString("").equals(token)) {
                    return Optional.of(schema + "/required/" + i);
                }
            }
        }
        if (contract.at(schema + "/properties").has(token)) {
            return Optional.of(Json.append(schema + "/properties", token));
        }
        if (contract.at(schema).has("items") && token.matches("\\d+")) {
            return Optional.of(schema + "/items");
        }
        for (String choice : CHOICES) {
            for (int i = 0; i < contract.at(schema + "/" + choice).size() && depth < 8; i++) {
                Optional<String> found =
                        child(contract.resolve(schema + "/" + choice + "/" + i), token, missing, depth + 1);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
