package io.github.upscale4j.conformance;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Judges the head of a call, but for its credential and its length. */
final class CallHead {
    private static final String HEADER = "request-header:";
    private static final Pattern NAME = Pattern.compile(HeaderValue.TOKEN);
    private static final Pattern VERSION = Pattern.compile("HTTP/[0-9.]{1,5}");
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9._~%!$&'()*+,;=-]*(:\\d*)?|\\[[0-9A-Fa-f:.]+](:\\d*)?");
    /** What a boundary is made of, and which of it must stand in quotes (RFC 2046, RFC 2045). */
    private static final Pattern BOUNDARY = Pattern.compile("[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]");

    private static final Pattern IN_QUOTES = Pattern.compile(".*[(),/:=? ].*");

    private final Contract contract;

    CallHead(Contract contract) {
        this.contract = contract;
    }

    void judge(RawRequest request, Judgement judgement) {
        line(request, judgement);
        if (request.lines().isEmpty()) {
            return;
        }
        syntax(request, judgement);
        if (request.headEnds()) {
            host(request, judgement);
            accept(request, judgement);
            for (String coding : request.values("Content-Encoding")) {
                if (!coding.equalsIgnoreCase("identity")) {
                    find(judgement, "Content-Encoding", "a body without a content coding", coding);
                }
            }
            for (String expectation : request.values("Expect")) {
                if (!expectation.equalsIgnoreCase("100-continue")) {
                    find(judgement, "Expect", "100-continue or no such line", "another expectation");
                }
            }
        }
    }

    private static void find(Judgement judgement, String header, String expected, String found) {
        judgement.find(Rule.REQUEST_HEADERS, HEADER + header, expected, found);
    }

    private void line(RawRequest request, Judgement judgement) {
        Rule rule = Rule.REQUEST_LINE;
        String expected = contract.method() + " " + contract.path() + " HTTP/1.1";
        List<String> words = request.words();
        if (words.size() != 3
                || !NAME.matcher(words.get(0)).matches()
                || !words.get(2).startsWith("HTTP/")) {
            String found = request.lines().isEmpty()
                    ? "bytes that no line end follows"
                    : "\"" + request.shownMethod() + ' ' + request.shownPath() + "\" in a line of " + words.size()
                            + (words.size() == 1 ? " word" : " words");
            judgement.find(rule, "request-line", expected, found);
            return;
        }
        if (request.emptyLines() > 0) {
            judgement.find(rule, "request-line", "the request line first", "an empty line in front of it");
        }
        if (!request.lines().get(0).crlf()) {
            judgement.find(rule, "request-line", "a line that ends with CR LF", "one that ends with LF alone");
        }
        if (!words.get(2).equals("HTTP/1.1")) {
            String version = words.get(2);
            judgement.find(
                    rule, "request-line", "HTTP/1.1", VERSION.matcher(version).matches() ? version : "another");
        }
        if (!words.get(0).equals(contract.method())) {
            judgement.find(rule, "method:" + request.shownMethod(), contract.method(), request.shownMethod());
        }
        if (!request.path().equals(contract.path())) {
            judgement.find(rule, "path", contract.path(), request.shownPath());
        } else if (request.target().contains("?")) {
            judgement.find(rule, "path", contract.path() + " alone", "a query behind it");
        }
    }

    /** Each header line by itself. */
    private static void syntax(RawRequest request, Judgement judgement) {
        for (RawRequest.Line line : request.lines().subList(1, request.lines().size())) {
            String text = line.text();
            int colon = text.indexOf(':');
            String name = colon < 0 ? text : text.substring(0, colon);
            if (text.startsWith(" ") || text.startsWith("\t")) {
                find(judgement, "(folded)", "each header in one line", "a line that goes on in the next one");
            } else if (colon < 0) {
                find(judgement, "(none)", "a name and a colon in each line", "a line without a colon");
            } else if (!NAME.matcher(name).matches()) {
                String found = NAME.matcher(name.strip()).matches() ? "a space in front of the colon" : "another one";
                find(
                        judgement,
                        NAME.matcher(name.strip()).matches() ? RawRequest.shownName(name.strip()) : "(none)",
                        "a name of letters, digits and hyphens",
                        found);
            } else if (text.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
                find(
                        judgement,
                        RawRequest.shownName(name),
                        "a value of characters that can be printed",
                        "a control character");
            } else if (!line.crlf()) {
                find(
                        judgement,
                        RawRequest.shownName(name),
                        "a line that ends with CR LF",
                        "one that ends with LF alone");
            }
        }
    }

    private static void host(RawRequest request, Judgement judgement) {
        List<String> hosts = request.values("Host");
        if (hosts.size() != 1) {
            find(judgement, "Host", "one line", hosts.isEmpty() ? "none" : hosts.size() + " lines");
        } else if (hosts.get(0).isEmpty() || !HOST.matcher(hosts.get(0)).matches()) {
            find(
                    judgement,
                    "Host",
                    "a host, and a port if need be",
                    hosts.get(0).isEmpty() ? "nothing" : "something else");
        }
    }

    /** No such line, or an empty one, is as good as one that allows everything. */
    private void accept(RawRequest request, Judgement judgement) {
        List<String> values = request.values("Accept").stream()
                .filter(value -> !value.isEmpty())
                .toList();
        Set<String> wanted = new TreeSet<>();
        contract.success().contents().forEach(content -> wanted.add(content.mediaType()));
        List<HeaderValue> ranges = values.stream()
                .flatMap(value -> List.of(value.split(",")).stream())
                .map(HeaderValue::read)
                .toList();
        boolean allowed = wanted.stream().anyMatch(type -> allows(ranges, type));
        if (!values.isEmpty() && !allowed) {
            find(
                    judgement,
                    "Accept",
                    "a range that allows " + String.join(" or ", wanted),
                    CallSecrets.isShown(new Header("Accept", String.join(", ", values)))
                            ? String.join(", ", values)
                            : "something else");
        }
    }

    /** The narrowest range that a type is in says whether it is wanted (RFC 9110, 12.5.1). */
    private static boolean allows(List<HeaderValue> ranges, String type) {
        return ranges.stream()
                .filter(range -> isIn(range.word(), type))
                .max(Comparator.comparing(range -> range.word().replace("*", "").length()))
                .flatMap(range -> Optional.of(range.parameter("q")
                        .filter(q -> q.value().matches("0(\\.0*)?"))
                        .isEmpty()))
                .orElse(false);
    }

    private static boolean isIn(String range, String type) {
        return range.equals("*/*")
                || range.equals(type)
                || (range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1)));
    }

    /** What the body is: its boundary; empty where that cannot be told. */
    String boundary(RawRequest request, Judgement judgement) {
        String type = contract.requestMediaType();
        List<String> values = request.values("Content-Type");
        if (values.size() != 1) {
            String found = values.isEmpty() ? "none" : values.size() + " lines";
            find(judgement, "Content-Type", "one line that says " + type, found);
            return "";
        }
        HeaderValue value = HeaderValue.read(values.get(0));
        String expected = type + " with one boundary";
        if (!value.word().equals(type)) {
            find(judgement, "Content-Type", type, value.word().isEmpty() ? "nothing" : value.word());
            return "";
        }
        if (value.fault().isPresent()) {
            find(judgement, "Content-Type", expected, value.fault().get());
            return "";
        }
        if (value.parameter("boundary").isEmpty()) {
            find(judgement, "Content-Type", expected, "no boundary");
            return "";
        }
        HeaderValue.Parameter boundary = value.parameter("boundary").get();
        if (!BOUNDARY.matcher(boundary.value()).matches()) {
            find(
                    judgement,
                    "Content-Type",
                    "a boundary of 1 to 70 of the characters that RFC 2046 allows, no space at its end",
                    boundary.value().length() > 70
                            ? "one of " + boundary.value().length()
                            : "one with others");
            return "";
        }
        if (!boundary.quoted() && IN_QUOTES.matcher(boundary.value()).matches()) {
            find(judgement, "Content-Type", "a boundary with such characters in quotes", "one without quotes");
        }
        return boundary.value();
    }
}
