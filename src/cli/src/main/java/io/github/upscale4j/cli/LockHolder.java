package io.github.upscale4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which process has locked a file, as far as Linux tells. */
final class LockHolder {
    private static final Pattern LOCK =
            Pattern.compile("\\d+: POSIX +ADVISORY +WRITE (\\d+) ([0-9a-f]+:[0-9a-f]+:\\d+) .*");

    private LockHolder() {}

    /** " (pid N)", or nothing where that is not told, as across the borders of containers and on some file systems. */
    static String of(Path file) {
        try {
            long device = (Long) Files.getAttribute(file, "unix:dev");
            long inode = (Long) Files.getAttribute(file, "unix:ino");
            long major = (device >> 8 & 0xfff) | (device >> 32 & ~0xfffL);
            long minor = (device & 0xff) | (device >> 12 & ~0xffL);
            String place = String.format(Locale.ROOT, "%02x:%02x:%d", major, minor, inode);
            for (String line : Files.readAllLines(Path.of("/proc/locks"))) {
                Matcher lock = LOCK.matcher(line);
                if (lock.matches() && lock.group(2).equals(place) && isAlive(Long.parseLong(lock.group(1)))) {
                    return " (pid " + lock.group(1) + ")";
                }
            }
        } catch (IOException | RuntimeException e) {
            // Only a courtesy.
        }
        return "";
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).isPresent();
    }
}
