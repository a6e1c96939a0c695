package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where results go. */
class TargetNamesTest {
    private static final String LONG = "x".repeat(251) + ".jpg";

    static Stream<Arguments> names() {
        return Stream.of(
                arguments("name without its extension", "a.jpg -> a", "b -> b", "c.d.png -> c.d"),
                arguments("folders are kept", "sub/a.jpg -> sub/a", "a.jpg -> a", "a/a.jpg -> a/a"),
                arguments("shared stem: whole names", "a.jpg -> a.jpg", "a.png -> a.png", "ab.png -> ab"),
                arguments("case does not tell apart", "A.jpg -> A.jpg", "a.png -> a.png"),
                arguments("nor does case alone", "A.jpg -> A.jpg", "a.jpg -> a.jpg-509b0d46"),
                arguments("nor a folder's case", "S/a.jpg -> S/a.jpg", "s/a.png -> s/a.png"),
                arguments("nor normalisation", "e\u0301.jpg -> e\u0301.jpg", "\u00e9.png -> \u00e9.png"),
                arguments(
                        "nor in Greek", "\u1fb4.jpg -> \u1fb4.jpg", "\u03b1\u0345\u0301.png -> \u03b1\u0345\u0301.png"),
                arguments("nor beyond ASCII", "stra\u00dfe.jpg -> stra\u00dfe.jpg", "STRASSE.png -> STRASSE.png"),
                arguments(
                        "stem that is another's whole name",
                        "a.jpg -> a.jpg",
                        "a.png -> a.png",
                        "a.jpg.gif -> a.jpg-c45a1a61"),
                arguments("numbers of a camera", "a.jpg -> a", "a-1.jpg -> a-1", "a-2.jpg -> a-2"),
                arguments("result's name is a folder's", "a.jpg -> a-509b0d46", "a.png/b.jpg -> a.png/b"),
                arguments("or a numbered one's", "a.jpg -> a-509b0d46", "a-1.png/b.jpg -> a-1.png/b"),
                arguments("or the input's is numbered", "a-1.jpg -> a-1-06f914ec", "a-1.png/b.jpg -> a-1.png/b"),
                arguments("whatever the number", "s/a.jpg -> s/a-67a178d9", "s/A-1234.PNG/b.jpg -> s/A-1234.PNG/b"),
                arguments("no result has that number", "a.jpg -> a", "a-0.png/b.jpg -> a-0.png/b"),
                arguments("number is not at the end", "a\n.jpg -> a\n", "a-1\n.png/b.jpg -> a-1\n.png/b"),
                arguments("folder's kind is no picture's", "a.jpg -> a", "a-1.gif/b.jpg -> a-1.gif/b"),
                arguments("folder's name is ours", "contact-sheet-2.html/a.jpg -> contact-sheet-2.html-02298839/a"),
                arguments("or that of the ledger", "Upscale4j-Ledger.jsonl/a.jpg -> Upscale4j-Ledger.jsonl-8041c48b/a"),
                arguments("ours further down is not", "s/contact-sheet.html/a.jpg -> s/contact-sheet.html/a"),
                arguments("too long", LONG + " -> " + "x".repeat(235) + "-cacfb911"),
                arguments(
                        "no name of a file", "../a.jpg -> picture-5ec1f7e7/a", "/etc/a.jpg -> picture-e3b0c442/etc/a"));
    }

    private static Arguments arguments(String what, String... named) {
        return Arguments.of(what, List.of(named));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void baseIsTheNameWithoutTheExtensionAsFarAsThatIsUnique(String what, List<String> named) {
        List<Input> inputs = new ArrayList<>();
        for (String one : named) {
            inputs.add(input(one.substring(0, one.indexOf(" -> "))));
        }
        Collections.reverse(inputs);
        TargetNames names = TargetNames.of(inputs);

        assertEquals(
                named,
                named.stream()
                        .map(one -> one.substring(0, one.indexOf(" -> ")))
                        .map(name -> name + " -> " + names.base(input(name)))
                        .toList(),
                what);
    }

    @Test
    void filesAreNumberedWhereACallHasSeveralImages() {
        assertEquals("sub/photo.png", file("sub/photo", 0, 1, PictureKind.PNG));
        assertEquals("sub/photo-1.png", file("sub/photo", 0, 2, PictureKind.PNG));
        assertEquals("sub/photo-8.webp", file("sub/photo", 7, 8, PictureKind.WEBP));
        assertEquals("sub/photo~2.png", file("sub/photo", 1, 1, PictureKind.PNG), "more came than were asked for");
    }

    private static String file(String base, int index, int count, PictureKind kind) {
        return new Targets(Path.of(""), base, null, count).of(index).file(kind).toString();
    }

    @Test
    void onlyInputsHaveABase() {
        TargetNames names = TargetNames.of(List.of(input("a.jpg")));

        assertEquals(
                "expected one of the inputs but found b\\n.jpg",
                assertThrows(IllegalArgumentException.class, () -> names.base(input("b\n.jpg")))
                        .getMessage());
    }

    @Test
    void singleResultStandsBesideItsPicture() {
        assertEquals(Path.of("photo-upscaled"), TargetNames.defaultTarget(Path.of("photo.jpg")));
        assertEquals(Path.of("/a/b.c-upscaled"), TargetNames.defaultTarget(Path.of("/a/b.c.jpg")));
        assertEquals(Path.of(".photo-upscaled"), TargetNames.defaultTarget(Path.of(".photo")));
        String name = TargetNames.defaultTarget(Path.of(LONG)).toString();
        assertTrue(name.endsWith("x-upscaled") && name.length() == 244, name);
    }

    @Test
    void longestBasesLeaveRoomForNumbers() {
        String longest = FileName.base("x".repeat(300), "", "");
        int most = Math.toIntExact(Objects.requireNonNull(
                Contract.published().parameter("num_images").most()));
        for (int number : List.of(most, 99_999)) {
            Target target = new Targets(Path.of(""), longest, null, number).of(number - 1);
            String file = target.file(PictureKind.WEBP).toString();
            assertEquals(longest + "-" + number + ".webp", file);
            assertTrue(file.length() <= 255, file);
            String beside = target.fileBeside(PictureKind.WEBP, 999).toString();
            assertTrue(beside.endsWith("~999.webp") && beside.length() <= 255, beside);
        }
    }

    /** Whatever names there are: no two results share a file or stand where a folder must be, and none leaves the folder. */
    @Test
    void noTwoResultsShareAFile() {
        Random random = new Random(20261122);
        for (int set = 0; set < 5_000; set++) {
            int images = random.nextInt(3) == 0 ? 1 + random.nextInt(20) : 1;
            List<Input> inputs = inputs(random);
            TargetNames names = TargetNames.of(inputs);
            Map<String, Input> owners = new HashMap<>();
            String seen = "set " + set + ": " + inputs;
            for (Input input : inputs) {
                for (int index = 0; index < images; index++) {
                    for (PictureKind kind : PictureKind.values()) {
                        String file = file(names.base(input), index, images, kind);
                        requireInside(file, seen);
                        assertEquals(null, owners.put(sameFile(file), input), seen);
                    }
                }
            }
            for (Input input : inputs) {
                String base = names.base(input);
                for (int end = base.indexOf('/'); end >= 0; end = base.indexOf('/', end + 1)) {
                    assertFalse(owners.containsKey(sameFile(base.substring(0, end))), seen);
                }
            }
            Collections.shuffle(inputs, random);
            TargetNames again = TargetNames.of(inputs);
            inputs.forEach(input -> assertEquals(names.base(input), again.base(input), seen));
        }
    }

    private static void requireInside(String file, String seen) {
        Path out = Path.of("/out");
        Path resolved = out.resolve(file);
        assertTrue(resolved.startsWith(out) && resolved.equals(resolved.normalize()), seen);
        for (String name : file.split("/", -1)) {
            assertTrue(!name.isEmpty() && name.getBytes(StandardCharsets.UTF_8).length <= 255, seen);
        }
    }

    /** As a file system that ignores case and normalisation sees it. */
    private static String sameFile(String file) {
        return Normalizer.normalize(file, Normalizer.Form.NFD).toLowerCase(Locale.ROOT);
    }

    private static List<Input> inputs(Random random) {
        List<String> parts = Arrays.asList(
                "a",
                "A",
                "b",
                "\u00e9",
                "e\u0301",
                "\u00c9",
                "\u00df",
                "ss",
                "😀",
                ".",
                "..",
                "-1",
                "-2",
                "-17",
                "~2",
                ".png",
                ".jpg",
                ".PNG",
                "/",
                "/",
                "//",
                "\0",
                "\ud83d",
                "x".repeat(120),
                "\u65e5".repeat(40),
                "contact-sheet.html",
                "upscale4j-ledger.jsonl",
                " ",
                "\n",
                "-ca978112");
        Set<String> names = new TreeSet<>();
        int count = 1 + random.nextInt(12);
        while (names.size() < count) {
            StringBuilder name = new StringBuilder();
            for (int i = 1 + random.nextInt(5); i > 0; i--) {
                name.append(parts.get(random.nextInt(parts.size())));
            }
            names.add(name.toString());
        }
        return new ArrayList<>(names.stream().map(TargetNamesTest::input).toList());
    }

    private static Input input(String name) {
        return new Input(Path.of("anywhere"), name);
    }
}
