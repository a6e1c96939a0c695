package io.github.upscale4j.provider;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The newest results and the signed links to them. Thread-safe. */
final class Results {
    static final String FOLDER = "/images/";
    private static final int MAX_RESULTS = 256;
    private static final Pattern PATH = Pattern.compile(FOLDER + "([0-9a-f]{32})\\.png");
    private static final Pattern QUERY = Pattern.compile("exp=([0-9]{1,15})&sig=([0-9a-f]+)");

    private final SecureRandom random = new SecureRandom();
    private final byte[] secret = new byte[32];
    private final Clock clock;
    private final Duration validity;
    private final long uploadsKept;
    private final Map<String, ResultPicture> newest = new LinkedHashMap<>();
    private long uploadBytes;

    /** A result, or why there is none. */
    record Found(@Nullable ResultPicture picture, @Nullable Refusal refusal) {}

    /** @param uploadsKept bytes of uploads to make results of */
    Results(Clock clock, Duration validity, long uploadsKept) {
        this.clock = clock;
        this.uploadsKept = uploadsKept;
        this.validity = validity;
        random.nextBytes(secret);
    }

    /** Keeps a result and links to it. */
    String link(URI base, ResultPicture picture) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        synchronized (newest) {
            newest.put(id, picture);
            uploadBytes += picture.uploadBytes();
            if (newest.size() > MAX_RESULTS) {
                String oldest = newest.keySet().iterator().next();
                uploadBytes -= Objects.requireNonNull(newest.remove(oldest)).uploadBytes();
            }
            forgetUploads();
        }
        String expiry = String.valueOf(clock.instant().plus(validity).getEpochSecond());
        return base + FOLDER + id + ".png?exp=" + expiry + "&sig=" + signature(id, expiry);
    }

    /** The oldest first. Results of one call share an upload, which is counted for each. */
    private void forgetUploads() {
        for (Map.Entry<String, ResultPicture> result : newest.entrySet()) {
            if (uploadBytes <= uploadsKept) {
                return;
            }
            uploadBytes -= result.getValue().uploadBytes();
            result.setValue(result.getValue().withoutUpload());
        }
    }

    Found find(String path, String query) {
        Matcher name = PATH.matcher(path);
        if (!name.matches()) {
            return no(404, "path", "there is no such picture");
        }
        Matcher proof = QUERY.matcher(query);
        if (!proof.matches()
                || !MessageDigest.isEqual(
                        signature(name.group(1), proof.group(1)).getBytes(StandardCharsets.US_ASCII),
                        proof.group(2).getBytes(StandardCharsets.US_ASCII))) {
            return no(403, "query:sig", "the link's signature is wrong");
        }
        if (clock.instant().getEpochSecond() >= Long.parseLong(proof.group(1))) {
            return no(410, "query:exp", "the link has expired");
        }
        synchronized (newest) {
            ResultPicture picture = newest.get(name.group(1));
            return picture == null ? no(410, "path", "the picture is no longer kept") : new Found(picture, null);
        }
    }

    private static Found no(int status, String where, String message) {
        return new Found(null, new Refusal(status, where, message));
    }

    private String signature(String id, String expiry) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal((id + "?" + expiry).getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("expected HmacSHA256 in every JDK", e);
        }
    }
}
