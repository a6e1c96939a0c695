package io.github.upscale4j;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** The image as a part of a request. It carries its attempt, so that OkHttp's side can find it. */
final class ImageBody extends RequestBody {
    final Attempt attempt;
    private final Upload upload;
    private final MediaType type;

    ImageBody(Upload upload, Attempt attempt) {
        this.upload = upload;
        this.attempt = attempt;
        this.type = MediaType.get(upload.type.mediaType);
    }

    @Override
    public MediaType contentType() {
        return type;
    }

    @Override
    public long contentLength() {
        return upload.length;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        upload.writeTo(sink, sent -> attempt.sent(sent, upload.length));
        attempt.handedOver();
    }
}
