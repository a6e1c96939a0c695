package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which files of a folder are inputs. */
@Timeout(60)
class InputsTest {
    @TempDir
    Path folder;

    private Path in;
    private Path out;

    @BeforeEach
    void makeFolder() throws IOException {
        in = Files.createDirectory(folder.resolve("in"));
        out = folder.resolve("out");
    }

    @Test
    void picturesOfAllFoldersAreInputsByName() throws Exception {
        for (String name : List.of("b.png", "a.JPG", "sub/deep/c.webp", "sub/c.jpeg", "a/z.heic", "a b'\"\n😀.gif")) {
            picture(name);
        }

        Inputs inputs = Inputs.walk(in, out);

        assertEquals(
                List.of("a b'\"\n😀.gif", "a.JPG", "a/z.heic", "b.png", "sub/c.jpeg", "sub/deep/c.webp"),
                names(inputs));
        assertEquals(
                new Input(in.resolve("a/z.heic"), "a/z.heic"), inputs.pictures().get(2));
        assertEquals(List.of(), inputs.skipped());
    }

    @Test
    void withoutAnExtensionThatSaysSoTheFirstBytesTell() throws Exception {
        Files.write(in.resolve("scan"), Pictures.JPEG);
        Files.writeString(in.resolve("moving"), "GIF89a......");
        Files.writeString(in.resolve("notes.txt"), "notes");
        Files.writeString(in.resolve("png"), "no extension at all");
        Files.writeString(in.resolve("empty"), "");
        Files.writeString(in.resolve("text.PNG"), "looked at only when it is read");

        Inputs inputs = Inputs.walk(in, out);

        assertEquals(List.of("moving", "scan", "text.PNG"), names(inputs));
        assertEquals(
                List.of(
                        new Skipped("empty", "not a picture"),
                        new Skipped("notes.txt", "not a picture"),
                        new Skipped("png", "not a picture")),
                inputs.skipped());
    }

    @Test
    void resultsOfAnotherBatchAreNoInputsUnlessTheyAreAskedFor() throws Exception {
        picture("a.png");
        picture("results/a.png");
        Files.writeString(in.resolve("results/" + BatchCommand.LEDGER), "");

        Inputs inputs = Inputs.walk(in, out);
        assertEquals(List.of("a.png"), names(inputs));
        assertEquals(List.of(new Skipped("results", "results of another batch")), inputs.skipped());

        Inputs again = Inputs.walk(in.resolve("results"), out);
        assertEquals(List.of("a.png"), names(again));
    }

    @Test
    void hiddenFilesAndFoldersAreLeftOutSilently() throws Exception {
        picture(".hidden.png");
        picture(".git/a.png");
        picture("sub/.upscale4j-1.part");
        Files.createSymbolicLink(in.resolve(".link"), Path.of("nowhere"));
        picture("a.png");

        assertEquals(List.of("a.png"), names(Inputs.walk(in, out)));
        assertEquals(List.of(), Inputs.walk(in, out).skipped());
    }

    @Test
    void inputFolderMayBeHiddenOrALink() throws Exception {
        Path hidden = Files.createDirectory(folder.resolve(".photos"));
        Files.write(hidden.resolve("a.png"), Pictures.PNG);
        Path link = Files.createSymbolicLink(folder.resolve("link"), hidden);

        assertEquals(List.of("a.png"), names(Inputs.walk(hidden, out)));
        assertEquals(
                List.of(new Input(link.resolve("a.png"), "a.png")),
                Inputs.walk(link, out).pictures());
    }

    @Test
    void linksToFilesAreFollowedAndLinksToFoldersAreNot() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.write(elsewhere.resolve("x.png"), Pictures.PNG);
        Files.createSymbolicLink(in.resolve("a.png"), elsewhere.resolve("x.png"));
        Files.createSymbolicLink(in.resolve("b"), elsewhere);
        Files.createSymbolicLink(in.resolve("c.png"), Path.of("nowhere"));
        Files.createSymbolicLink(in.resolve("d"), in);
        Files.createSymbolicLink(in.resolve("e"), Path.of("e"));

        Inputs inputs = Inputs.walk(in, out);

        assertEquals(List.of("a.png"), names(inputs));
        assertEquals(
                List.of("b", "c.png", "d", "e"),
                inputs.skipped().stream().map(Skipped::name).toList());
        assertEquals(
                "a link to a folder, which is not followed",
                inputs.skipped().get(0).reason());
        assertEquals("a link that leads nowhere", inputs.skipped().get(1).reason());
        assertEquals(
                "a link to a folder, which is not followed",
                inputs.skipped().get(2).reason());
        assertEquals("a link that leads to itself", inputs.skipped().get(3).reason());
    }

    @Test
    void whatIsNoRegularFileIsSkippedWithoutBeingOpened() throws Exception {
        assertEquals(0, bash("mkfifo a.png fifo"));
        Files.createSymbolicLink(in.resolve("fifo2"), Path.of("fifo"));
        Files.createSymbolicLink(in.resolve("null.png"), Path.of("/dev/null"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(in.resolve("socket")));

            assertEquals(
                    List.of(
                            new Skipped("a.png", "a FIFO"),
                            new Skipped("fifo", "a FIFO"),
                            new Skipped("fifo2", "a FIFO"),
                            new Skipped("null.png", "a device"),
                            new Skipped("socket", "a socket")),
                    Inputs.walk(in, out).skipped());
        }
    }

    /** A path that is too long is one that root cannot read either. */
    @Test
    void folderThatCannotBeReadDoesNotEndTheWalk() throws Exception {
        picture("z.png");
        String name = "f".repeat(250);
        assertEquals(
                0, bash("for i in $(seq 20); do mkdir " + name + " && cd " + name + " || exit 1; done; touch x.png"));
        try {
            Inputs inputs = Inputs.walk(in, out);

            assertEquals(List.of("z.png"), names(inputs));
            assertEquals(1, inputs.skipped().size());
            assertEquals(
                    "it cannot be read: File name too long",
                    inputs.skipped().get(0).reason());
        } finally {
            assertEquals(0, bash("rm -rf " + name));
        }
    }

    @Test
    void outputFolderInsideIsLeftOut() throws Exception {
        picture("a.png");
        picture("out/b.png");
        picture("outer/c.png");
        Path link = Files.createSymbolicLink(folder.resolve("to out"), in.resolve("out"));

        assertEquals(List.of("a.png", "outer/c.png"), names(Inputs.walk(in, in.resolve("out"))));
        assertEquals(List.of("a.png", "outer/c.png"), names(Inputs.walk(in, in.resolve("outer/../out"))));
        assertEquals(List.of("a.png", "outer/c.png"), names(Inputs.walk(in, link)));
    }

    @Test
    void outputThatIsOrHasTheInputFolderIsRefused() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), in);
        String expected = "OUT_DIR: expected a folder beside or below IN_DIR " + in + " but found ";

        for (Path same : List.of(in, link, in.resolve("../in"), in.resolve("missing/.."))) {
            assertEquals(expected + "the same folder", wrong(in, same));
        }
        assertEquals(expected + folder + ", which has IN_DIR in it", wrong(in, folder));
    }

    @Test
    void foldersThatAreNoneAreRefused() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        Path missing = folder.resolve("missing");

        assertEquals("IN_DIR " + missing + ": expected a folder but found nothing there", wrong(missing, out));
        assertEquals("IN_DIR " + file + ": expected a folder but found a file", wrong(file, out));
        assertEquals("OUT_DIR " + file + ": expected a folder but found a file", wrong(in, file));
    }

    @Test
    void manyFilesTakeNoTimeSinceTheyAreNotOpened() throws Exception {
        for (int i = 0; i < 5_000; i++) {
            Files.createFile(in.resolve("photo " + i + ".jpg"));
        }

        assertEquals(
                IntStream.range(0, 5_000)
                        .mapToObj(i -> "photo " + i + ".jpg")
                        .sorted()
                        .toList(),
                names(Inputs.walk(in, out)));
    }

    /** Where a locale has no characters for them, all these names look the same. */
    @Test
    void namesThatTheLocaleCannotTellApartStayApart() throws Exception {
        assertEquals(
                0,
                bash("printf 1 > $'\\xf0\\x9f\\x98\\x80.png'; printf 2 > $'\\xf0\\x9f\\x98\\x81.png';"
                        + " printf 3 > $'\\xff.png'; printf 4 > '%FF.png'; printf 5 > 'plain.png';"
                        + " mkdir $'\\xe9' $'\\xe8'; printf 6 > $'\\xe9/a.png'; printf 7 > $'\\xe8/a.png'"));

        ChildJvm child = ChildJvm.run(List.of("env", "LC_ALL=C"), CopiedInputs.class, in.toString(), out.toString());

        assertEquals("", child.err());
        assertEquals(0, child.exitCode());
        assertEquals(
                List.of(
                        "%E8/a.png",
                        "%E9/a.png", "%F0%9F%98%80.png", "%F0%9F%98%81.png", "%FF.png", "%FF.png%", "plain.png"),
                child.out().lines().toList());
        TreeMap<String, String> copied = new TreeMap<>();
        for (Input input : Inputs.walk(out, folder.resolve("other")).pictures()) {
            copied.put(Files.readString(input.file()).replaceAll(".*(?=.$)", ""), input.name());
        }
        assertEquals(List.of("1", "2", "3", "4", "5", "6", "7"), List.copyOf(copied.keySet()));
        assertEquals("%E8/a.webp", copied.get("7"));
    }

    @Test
    void bytesThatAreNoTextInAnyLocaleAreNamed() throws Exception {
        assertEquals(0, bash("printf x > $'a\\xff\\n.png'; mkdir $'\\xfe'; printf y > $'\\xfe/é.png'"));

        Inputs inputs = Inputs.walk(in, out);

        assertEquals(List.of("%FE/é.png", "a%FF%0A.png"), names(inputs));
        assertArrayEquals(
                "x".getBytes(StandardCharsets.UTF_8),
                Files.readAllBytes(inputs.pictures().get(1).file()));
        assertEquals(in + "/a%FF%0A.png", Shown.name(inputs.pictures().get(1).file()));
    }

    private void picture(String name) throws IOException {
        Path file = in.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, Pictures.PNG);
    }

    private int bash(String script) throws Exception {
        return new ProcessBuilder("bash", "-c", script)
                .directory(in.toFile())
                .inheritIO()
                .start()
                .waitFor();
    }

    private static String wrong(Path in, Path out) {
        return assertThrows(WrongUsage.class, () -> Inputs.walk(in, out)).getMessage();
    }

    private static List<String> names(Inputs inputs) {
        return inputs.pictures().stream().map(Input::name).toList();
    }
}
