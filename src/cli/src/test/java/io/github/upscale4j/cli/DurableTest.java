package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a crash of the machine must not take away. */
@Timeout(60)
class DurableTest {
    @TempDir
    Path folder;

    /** What the system is told, in its order: nothing is named before its bytes are on disk, nor deleted before its name is. */
    @Test
    void bytesAndNamesAreForcedToDisk() throws Exception {
        Path picture = Files.write(folder.resolve("a.png"), Pictures.PNG);
        Path out = Files.createDirectory(folder.resolve("out")).toRealPath();
        Path calls = folder.resolve("calls");
        List<String> trace =
                List.of("strace", "-f", "-y", "-o", calls.toString(), "-e", "trace=fsync,link,mkdir,unlink");
        assumeTrue(
                "amd64".equals(System.getProperty("os.arch"))
                        && new ProcessBuilder("bash", "-c", "strace -o /dev/null true")
                                        .start()
                                        .waitFor()
                                == 0,
                "a system with strace");

        ChildJvm child = ChildJvm.run(trace, CopiedPicture.class, picture.toString(), out.toString());

        assertEquals(out + "/sub/photo.png", child.out().strip(), child.err());
        assertEquals(
                List.of(
                        "mkdir out/sub",
                        "fsync out",
                        "fsync out/sub/PART",
                        "link out/sub/PART out/sub/photo.png",
                        "fsync out/sub",
                        "unlink out/sub/PART"),
                Files.readAllLines(calls).stream()
                        .filter(line -> line.contains(out.toString()))
                        .map(line -> line.replaceAll("^[0-9]+ +", "")
                                .replace(out.toString(), "out")
                                .replaceAll("\\.upscale4j-[-0-9a-f]+\\.part", "PART")
                                .replaceAll("\\).*|, 0777.*|[<>\",]|[0-9]+<", "")
                                .replace('(', ' '))
                        .toList());
    }
}
