package io.github.upscale4j.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A program that prints the names of inputs and saves a picture, with the input's content behind it, for each. */
final class CopiedInputs {
    private CopiedInputs() {}

    /**
     * Runs it.
     *
     * @param arguments input folder, output folder
     */
    public static void main(String[] arguments) throws IOException {
        Path in = Path.of(arguments[0]);
        Path out = Files.createDirectory(Path.of(arguments[1]));
        Inputs inputs = Inputs.walk(in, out);
        TargetNames names = TargetNames.of(inputs.pictures());
        for (Input input : inputs.pictures()) {
            System.out.println(input.name());
            byte[] content = Files.readAllBytes(input.file());
            new Saver(false).save(Target.withoutExtension(out, names.base(input)), part -> {
                String picture = "RIFF\0\0\0\0WEBP";
                Files.write(part, picture.getBytes(StandardCharsets.US_ASCII));
                Files.write(part, content, StandardOpenOption.APPEND);
            });
        }
    }
}
