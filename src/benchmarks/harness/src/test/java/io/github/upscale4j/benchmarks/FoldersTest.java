package io.github.upscale4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
    private static final Entry JDK = Built.entry("jdk");

    @TempDir
    Path project;

    private Folders folders;

    @BeforeEach
    void project() {
        folders = new Folders(project, project.resolve("output"));
    }

    @Test
    void aModuleThatIsNotBuilt() {
        assertNotBuilt("src/benchmarks/rivals/jdk/target", () -> folders.classPath(JDK));
        assertNotBuilt("src/benchmarks/rivals/jdk/target", () -> folders.programs(JDK));
        assertNotBuilt("src/benchmarks/rival/target", folders::programs);
        assertNotBuilt("src/benchmarks/jmh/target", folders::jmh);
    }

    @Test
    void aModuleThatIsOnlyCompiled() throws IOException {
        Path target = Files.createDirectories(project.resolve("src/benchmarks/rivals/jdk/target"));
        Files.createDirectories(target.resolve("classes"));

        assertNotBuilt("src/benchmarks/rivals/jdk/target/*.jar", () -> folders.classPath(JDK));
        Files.writeString(target.resolve("a.jar"), "");
        assertNotBuilt("src/benchmarks/rivals/jdk/target/classpath.txt", () -> folders.classPath(JDK));
    }

    @Test
    void aRivalAloneAndWithThePrograms() throws IOException {
        Path rival = built("rivals/jdk", "/m2/b.jar" + File.pathSeparator + "/m2/c.jar\n");
        Path programs = built("rival", "");

        assertEquals(List.of(rival, Path.of("/m2/b.jar"), Path.of("/m2/c.jar")), folders.classPath(JDK));
        assertEquals(List.of(programs), folders.programs());
        assertEquals(List.of(rival, Path.of("/m2/b.jar"), Path.of("/m2/c.jar"), programs), folders.programs(JDK));
    }

    @Test
    void aRunnableJarThatIsNotBuilt() throws IOException {
        assertNotBuilt("src/provider/target/upscale4j-provider.jar", folders::provider);

        Path jar = project.resolve("src/provider/target/upscale4j-provider.jar");
        Files.createDirectories(jar.resolveSibling("."));
        Files.writeString(jar, "");

        assertEquals(jar, folders.jar("src/provider", "upscale4j-provider.jar"));
    }

    private Path built(String module, String classPath) throws IOException {
        Path target = Files.createDirectories(
                project.resolve("src/benchmarks").resolve(module).resolve("target"));
        Files.writeString(target.resolve("classpath.txt"), classPath);
        return Files.writeString(target.resolve("a.jar"), "");
    }

    private void assertNotBuilt(String missing, Executable asking) {
        IOException e = assertThrows(IOException.class, asking);

        assertEquals(
                "expected " + project.resolve(missing) + ", which mvn -Pbenchmark builds, but found nothing",
                e.getMessage());
    }
}
