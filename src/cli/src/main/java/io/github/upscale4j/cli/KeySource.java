package io.github.upscale4j.cli;

import io.github.upscale4j.UpscaleClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the key comes from: a file, which goes first, or the environment. Messages name the place and never show what it holds.
 *
 * @param file null for the environment; {@code -} for standard input
 */
record KeySource(@Nullable Path file) {
    static final String VARIABLE = "UPSCALE4J_API_KEY";

    /** Stands for a file that cannot be read: who takes the option for that of the key gives the key itself. */
    private static final String OPTION = "--key-file";

    private static final int LONGEST = 8 * 1024;
    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    /** @throws WrongUsage if there is none, or what is there cannot be one */
    String read(Invocation invocation) {
        String key = chomped(file == null ? variable(invocation) : content(invocation, file));
        invocation.secrets().add(key);
        if (key.isBlank()) {
            throw new WrongUsage(place() + ": expected a key but found nothing");
        }
        if (key.indexOf('\n') >= 0 || key.indexOf('\r') >= 0) {
            throw new WrongUsage(place() + ": expected one line but found several");
        }
        try {
            UpscaleClient.builder().key(key);
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(place() + String.valueOf(e.getMessage()).replaceFirst("^key", ""));
        }
        return key;
    }

    /** Where it is, for messages. */
    String place() {
        return file == null ? VARIABLE : isStandardInput() ? "standard input" : Shown.name(file);
    }

    private boolean isStandardInput() {
        return file != null && file.toString().equals("-");
    }

    private static String variable(Invocation invocation) {
        String key = invocation.environment().get(VARIABLE);
        if (key == null) {
            throw new WrongUsage("expected the key in " + VARIABLE + " or by --key-file but found none");
        }
        return key;
    }

    private String content(Invocation invocation, Path given) {
        try {
            if (isStandardInput()) {
                return content(invocation.in());
            }
            Path path = invocation.resolve(given);
            if (Files.isDirectory(path)) {
                throw new WrongUsage(place() + ": expected a file with the key but found a folder");
            }
            warnOfReaders(invocation, path);
            try (InputStream in = Files.newInputStream(path)) {
                return content(in);
            }
        } catch (NoSuchFileException e) {
            throw new WrongUsage(OPTION + ": expected a file with the key but found none");
        } catch (CharacterCodingException e) {
            throw new WrongUsage(place() + ": expected visible ASCII characters but found others");
        } catch (IOException e) {
            throw new WrongUsage(OPTION + ": expected a file with the key but it cannot be read ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    private String content(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
            throw new WrongUsage(place() + ": expected at most " + LONGEST + " bytes but found more");
        }
        return StandardCharsets.US_ASCII
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /** A pipe, as of a password manager, is nobody else's. */
    private void warnOfReaders(Invocation invocation, Path path) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")
                && Files.isRegularFile(path)
                && Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS::contains)) {
            invocation.say("warning: " + place() + ": the key's file can be read by others than its owner; chmod 600");
        }
    }

    /** A file's last line break is not the key's. */
    private static String chomped(String text) {
        return text.endsWith("\r\n")
                ? text.substring(0, text.length() - 2)
                : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
