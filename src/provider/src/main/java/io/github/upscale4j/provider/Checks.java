package io.github.upscale4j.provider;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Checks a call against the contract in the order of an honest provider: key, content type, syntax, parts, values. */
final class Checks {
    private static final String CONTENT_ENCODING = "Content-Encoding";

    private final Contract contract;
    private final byte[] key;
    private final boolean anyKey;
    private final SuccessBody success;

    /** @param anyKey whether any other key is as good */
    Checks(Contract contract, String key, boolean anyKey, SuccessBody success) {
        this.contract = contract;
        this.key = key.getBytes(StandardCharsets.UTF_8);
        this.anyKey = anyKey;
        this.success = success;
        for (String kind : contract.picturePart().mediaTypes()) {
            if (!Picture.canRead(kind)) {
                throw new IllegalArgumentException("the contract takes " + kind + ", which the provider cannot read");
            }
        }
    }

    /** The most bytes of a picture. */
    long maxPicture() {
        return contract.picturePart().maxBytes();
    }

    Refusal tooLarge() {
        Contract.Part part = contract.picturePart();
        return new Refusal(
                413,
                "part:" + part.name(),
                part.name() + " is too large: expected at most " + part.maxBytes() + " bytes");
    }

    /** The key that the caller sent, or null. */
    @Nullable String sentKey(RequestHead head) {
        for (Contract.Credential credential : contract.credentials) {
            String value = head.header(credential.header());
            if (value != null) {
                return bare(value, credential.scheme());
            }
        }
        return null;
    }

    private static String bare(String value, @Nullable String scheme) {
        int length = scheme == null ? 0 : scheme.length();
        return scheme != null
                        && value.length() > length
                        && value.charAt(length) == ' '
                        && value.substring(0, length).equalsIgnoreCase(scheme)
                ? value.substring(length + 1).strip()
                : value;
    }

    /** What can be said before the body is read: the first refusal that stands, or null. */
    @Nullable Refusal head(RequestHead head, Predicate<Refusal> stands) {
        Refusal refusal = twoCredentials(head);
        if (refusal != null && stands.test(refusal)) {
            return refusal;
        }
        refusal = credential(head);
        if (refusal != null && stands.test(refusal)) {
            return refusal;
        }
        String type = head.header("Content-Type");
        if (type == null || !Multipart.mediaType(type).equals(contract.requestMediaType)) {
            refusal = new Refusal(
                    415, "request-header:Content-Type", "expected the content type " + contract.requestMediaType);
            if (stands.test(refusal)) {
                return refusal;
            }
        }
        boolean coded = head.headers().stream()
                .anyMatch(header -> header.name().equalsIgnoreCase(CONTENT_ENCODING)
                        && !header.value().equalsIgnoreCase("identity"));
        refusal = !coded
                ? null
                : new Refusal(
                        415,
                        "request-header:" + CONTENT_ENCODING,
                        "expected a body without a content coding",
                        List.of(new Exchange.Header("Accept-Encoding", "identity")));
        return refusal != null && stands.test(refusal) ? refusal : null;
    }

    /** Refuses a second credential, in another header or in the same one, whatever the two of them hold. */
    private @Nullable Refusal twoCredentials(RequestHead head) {
        List<String> sent = new ArrayList<>();
        for (Exchange.Header header : head.headers()) {
            contract.credentials.stream()
                    .map(Contract.Credential::header)
                    .filter(header.name()::equalsIgnoreCase)
                    .distinct()
                    .forEach(sent::add);
        }
        return sent.size() < 2
                ? null
                : new Refusal(
                        400,
                        "request-header:" + sent.get(1),
                        "expected one credential but two credentials were sent"
                                + (sent.get(0).equals(sent.get(1))
                                        ? ", both in " + sent.get(0)
                                        : ", in " + sent.get(0) + " and " + sent.get(1)));
    }

    private @Nullable Refusal credential(RequestHead head) {
        String where = null;
        for (Contract.Credential credential : contract.credentials) {
            String value = head.header(credential.header());
            if (value != null) {
                String bare = bare(value, credential.scheme());
                boolean isKey = !bare.isEmpty() && !bare.equalsIgnoreCase(credential.scheme());
                byte[] sent = bare.getBytes(StandardCharsets.ISO_8859_1);
                if (anyKey ? isKey : MessageDigest.isEqual(sent, key)) {
                    return null;
                }
                where = where == null ? credential.header() : where;
            }
        }
        String place =
                "request-header:" + (where == null ? contract.credentials.get(0).header() : where);
        return new Refusal(401, place, where == null ? "expected a key but found none" : "the key is not known");
    }

    /** What the body says: the first refusal that stands, or null. Fills the call as far as it gets. */
    @Nullable Refusal body(RequestHead head, byte[] body, Call call, Predicate<Refusal> stands) {
        List<Multipart.Part> parts = new ArrayList<>();
        Refusal refusal = parts(head, body, parts);
        if (refusal != null && stands.test(refusal)) {
            return refusal;
        }
        // Everything readable is read first, so that a refusal too knows the picture and the number of images.
        Multipart.Part upload = one(parts, contract.picturePart().name());
        Multipart.Part parameters = one(parts, contract.parametersPart().name());
        call.upload = upload == null ? null : upload.bytes();
        call.picture = upload == null ? null : Picture.read(upload.bytes());
        String malformed = null;
        if (parameters != null) {
            try {
                Object json = JsonReader.read(parameters.bytes());
                call.parameters = json instanceof Map<?, ?> members ? members : null;
                malformed = call.parameters == null ? "expected a JSON object but found another value" : null;
            } catch (JsonReader.MalformedJson e) {
                malformed = "expected JSON: " + e.getMessage();
            }
        }
        for (Contract.Part part : contract.parts) {
            long found =
                    parts.stream().filter(one -> one.name().equals(part.name())).count();
            if (found > 1 || (found == 0 && part.required())) {
                refusal = wrongPart(400, part, found == 0 ? "is missing" : "was sent " + found + " times");
                if (stands.test(refusal)) {
                    return refusal;
                }
            }
        }
        if (malformed != null) {
            refusal = wrongPart(400, contract.parametersPart(), malformed);
            if (stands.test(refusal)) {
                return refusal;
            }
        }
        refusal = parameters(call, stands);
        if (refusal != null) {
            return refusal;
        }
        refusal = upload == null ? null : picture(upload, call.picture);
        return refusal != null && stands.test(refusal) ? refusal : null;
    }

    private @Nullable Refusal parts(RequestHead head, byte[] body, List<Multipart.Part> parts) {
        String type = head.header("Content-Type");
        try {
            String boundary = Multipart.parameters(type == null ? "" : type).get("boundary");
            if (boundary == null || boundary.isEmpty() || boundary.length() > 70) {
                return new Refusal(400, "request-header:Content-Type", "expected a boundary in the content type");
            }
            parts.addAll(Multipart.parse(body, boundary));
            return null;
        } catch (Multipart.Malformed e) {
            return new Refusal(400, "body", e.getMessage());
        }
    }

    private static Multipart.@Nullable Part one(List<Multipart.Part> parts, String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static Refusal wrongPart(int status, Contract.Part part, String message) {
        return new Refusal(status, "part:" + part.name(), part.name() + ": " + message);
    }

    private @Nullable Refusal parameters(Call call, Predicate<Refusal> stands) {
        Schema schema = contract.parametersPart().content();
        if (call.parameters == null || schema == null) {
            return null;
        }
        for (Schema.Violation violation : schema.violations(call.parameters)) {
            Refusal refusal = new Refusal(
                    400,
                    "request:" + violation.pointer(),
                    contract.parametersPart().name() + violation.pointer() + ": " + violation.message());
            if (stands.test(refusal)) {
                return refusal;
            }
        }
        return null;
    }

    private @Nullable Refusal picture(Multipart.Part upload, @Nullable Picture picture) {
        Contract.Part part = contract.picturePart();
        if (upload.bytes().length == 0) {
            return wrongPart(400, part, "expected a picture but found nothing");
        }
        String kind = Picture.kind(upload.bytes());
        if (kind == null && claims(upload, part)) {
            return wrongPart(400, part, "expected a picture but found something that only claims to be one");
        } else if (kind == null || !part.mediaTypes().contains(kind)) {
            return wrongPart(
                    415,
                    part,
                    "expected one of " + part.mediaTypes().stream().sorted().toList());
        } else if (picture == null) {
            return wrongPart(400, part, "expected a picture but its header cannot be read");
        } else if (upload.bytes().length > part.maxBytes()) {
            return tooLarge();
        } else if (picture.width() > 1 << 20
                || picture.height() > 1 << 20
                || !success.canSay(size(picture, 1), size(picture, 2))) {
            return wrongPart(400, part, "a picture of " + size(picture, 1) + " cannot be upscaled");
        }
        return null;
    }

    private static boolean claims(Multipart.Part upload, Contract.Part part) {
        String name = String.valueOf(upload.fileName()).toLowerCase(Locale.ROOT);
        return (upload.contentType() != null && part.mediaTypes().contains(upload.contentType()))
                || part.mediaTypes().stream()
                        .map(type -> "." + type.substring(type.indexOf('/') + 1))
                        .anyMatch(ending -> name.endsWith(ending) || (ending.equals(".jpeg") && name.endsWith(".jpg")));
    }

    /** As in {@code 1280x800}. */
    static String size(Picture picture, int times) {
        return (long) times * picture.width() + "x" + (long) times * picture.height();
    }
}
