package io.github.upscale4j.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;

/** A multipart body by hand: what stands before the picture's bytes, and what behind them. */
final class MultipartRequest {
    /** In no picture of the measurements; a library would make a random one for each request. */
    private static final String BOUNDARY = "8d1f4c0a-boundary-of-the-benchmarks";

    static final String CONTENT_TYPE = "multipart/form-data; boundary=" + BOUNDARY;

    final byte[] head;
    final byte[] tail = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(UTF_8);

    MultipartRequest(Parameters example, Path image) {
        // Without an encoder: nothing in the example needs an escape.
        String json = "{\"prompt\":\"" + example.prompt() + "\",\"resemblance\":" + example.resemblance()
                + ",\"detail\":"
                + example.detail() + ",\"magic_prompt_option\":\"" + example.magicPromptOption() + "\",\"seed\":"
                + example.seed() + "}";
        head = ("--" + BOUNDARY + "\r\n"
                        + "Content-Disposition: form-data; name=\"image_request\"\r\n"
                        + "\r\n"
                        + json + "\r\n"
                        + "--" + BOUNDARY + "\r\n"
                        + "Content-Disposition: form-data; name=\"image_file\"; filename=\"" + image.getFileName()
                        + "\"\r\n"
                        + "Content-Type: image/png\r\n"
                        + "\r\n")
                .getBytes(UTF_8);
    }
}
