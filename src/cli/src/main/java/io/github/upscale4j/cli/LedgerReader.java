package io.github.upscale4j.cli;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import okio.Buffer;
import okio.BufferedSource;
import okio.ByteString;

/**
 * Reads a ledger from its header to its last whole line. Each line is one object of JSON; the header is the first. A last line
 * without its end was never on disk as a whole, so that nothing was done by it.
 */
final class LedgerReader {
    private static final int VERSION = 1;
    private static final ByteString HEADER_START = ByteString.encodeUtf8("{\"ledger\":");
    private static final ByteString LINE_START = ByteString.encodeUtf8("{\"at\":\"");
    private static final int LONGEST_HEADER = 4096;
    private static final String ABOUT =
            "what upscale4j sent, was billed for and saved; it has signed links, so keep it to yourself";

    private final Path file;
    private final LedgerCalls calls;
    private final LedgerLineReader lines = new LedgerLineReader();
    private long lineNumber;
    private long end;

    LedgerReader(Path file, LedgerCalls calls) {
        this.file = file;
        this.calls = calls;
    }

    /** The first line of a new ledger. */
    static byte[] header(Instant at) throws IOException {
        Buffer header = new Buffer();
        try (JsonWriter json = JsonWriter.of(header)) {
            json.beginObject();
            json.name("ledger").value(VERSION);
            json.name("at").value(at.toString());
            json.name("about").value(ABOUT);
            json.endObject();
        }
        return header.writeByte('\n').readByteArray();
    }

    /** Takes in all whole lines, and returns where the last of them ends; 0 if there is no header. */
    long read(BufferedSource source) throws IOException {
        lineNumber = 1;
        long headerEnd = source.indexOf((byte) '\n', 0, LONGEST_HEADER);
        if (headerEnd < 0) {
            if (source.request(LONGEST_HEADER)) {
                throw unreadable("expected a ledger but found another file");
            }
            checkTorn(source, HEADER_START);
            return 0;
        }
        checkHeader(line(source, headerEnd));
        for (long length = source.indexOf((byte) '\n'); length >= 0; length = source.indexOf((byte) '\n')) {
            lineNumber++;
            Buffer line = line(source, length);
            try {
                LedgerLine read = lines.read(line);
                String problem = calls.problem(read);
                if (problem != null) {
                    throw unreadable(problem);
                }
                calls.apply(read);
            } catch (LedgerLineReader.Unreadable e) {
                throw unreadable(e.why);
            }
        }
        lineNumber++;
        checkTorn(source, LINE_START);
        return end;
    }

    private Buffer line(BufferedSource source, long length) throws IOException {
        Buffer line = new Buffer();
        source.readFully(line, length);
        source.skip(1);
        end += length + 1;
        return line;
    }

    private void checkHeader(Buffer header) throws LedgerException {
        long version;
        try (JsonReader json = JsonReader.of(header)) {
            json.beginObject();
            if (!json.hasNext() || !json.nextName().equals("ledger")) {
                throw unreadable("expected a ledger but found another file");
            }
            version = json.nextLong();
            while (json.hasNext()) {
                json.skipName();
                json.skipValue();
            }
            json.endObject();
            if (json.peek() != JsonReader.Token.END_DOCUMENT) {
                throw new JsonDataException("expected one object");
            }
        } catch (LedgerException e) {
            throw e;
        } catch (IOException | JsonDataException e) {
            throw unreadable("expected a ledger but found another file");
        }
        if (version != VERSION) {
            throw unreadable("expected version " + VERSION + " but found " + version
                    + ", which another upscale4j wrote: use that one");
        }
    }

    /** Only what a crash leaves of our own line is cut off: anything else is somebody's file, or what a broken disk made of ours. */
    private void checkTorn(BufferedSource source, ByteString start) throws IOException {
        ByteString torn = source.readByteString();
        boolean isOurs = torn.size() < start.size() ? start.startsWith(torn) : torn.startsWith(start);
        if (!isOurs || torn.indexOf(new byte[] {0}) >= 0) {
            throw unreadable("expected the start of a line but found something else");
        }
    }

    private LedgerException unreadable(String why) {
        return LedgerException.unreadable(file, lineNumber, why);
    }
}
