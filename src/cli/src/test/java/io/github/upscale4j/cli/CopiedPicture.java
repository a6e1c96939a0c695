package io.github.upscale4j.cli;

import java.io.IOException;
import java.nio.file.Path;

/** A program that saves a copy of a picture. */
final class CopiedPicture {
    private CopiedPicture() {}

    /**
     * Runs it.
     *
     * @param arguments picture, folder
     */
    public static void main(String[] arguments) {
        try {
            Target target = Target.withoutExtension(Path.of(arguments[1]), "sub/photo");
            System.out.println(
                    new Saver(false).copy(target, Path.of(arguments[0])).file());
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
    }
}
