package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.upscale4j.provider.Fault;
import io.github.upscale4j.provider.Provider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests share that fetch from the stand-in of the endpoint. */
abstract class DownloadsFromProvider {
    final Downloads downloads = new Downloads();
    Provider provider;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        provider = Provider.start();
    }

    @AfterEach
    void close() {
        downloads.close();
        provider.close();
    }

    final ResultImage image(String... faults) throws IOException {
        ResultImage image = downloads.upscaled(provider, "a quiet beach");
        provider.setFaults(List.of(faults).stream().map(Fault::parse).toList());
        return image;
    }

    final DownloadException failure(ResultImage image) throws IOException {
        DownloadException failure =
                assertThrows(DownloadException.class, () -> image.saveTo(folder.resolve("result.png")));
        assertEquals(List.of(), Downloads.names(folder));
        assertEquals(Billing.BILLED, failure.billing());
        assertFalse(failure.isSafeToRetry(), "another call would be another bill");
        assertEquals(List.of("call-1"), failure.requestIds());
        return failure;
    }

    final long requests() {
        return provider.journal().snapshot().exchanges().stream()
                .filter(exchange -> exchange.path().startsWith("/images/"))
                .count();
    }
}
