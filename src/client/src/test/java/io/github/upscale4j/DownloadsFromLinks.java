package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What tests share that fetch from links of their own, also over TLS. */
abstract class DownloadsFromLinks {
    @TempDir
    static Path keys;

    static SelfSigned certificate;

    final Downloads downloads = new Downloads();

    @TempDir
    Path folder;

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificate = new SelfSigned(keys, "dns:images.example", "ip:127.0.0.1");
    }

    @AfterEach
    void close() {
        downloads.close();
    }

    final byte[] fetched(String link) throws IOException {
        Path target = folder.resolve("a.jpg");
        Files.deleteIfExists(target);
        return Files.readAllBytes(downloads.image(link).saveTo(target));
    }

    final String failure(String link) throws IOException {
        ResultImage image = downloads.image(link);
        DownloadException saving = assertThrows(DownloadException.class, () -> image.saveTo(folder.resolve("result")));
        assertEquals(List.of(), Downloads.names(folder));
        return saving.getMessage();
    }

    static MockWebServer overTls() throws IOException {
        MockWebServer server = new MockWebServer();
        server.useHttps(certificate.context.getSocketFactory());
        server.start();
        return server;
    }
}
