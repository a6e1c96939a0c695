package io.github.upscale4j.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The contract and the documents as the class path has them. */
final class Published {
    private static final String HOME = "/io/github/upscale4j/contract/";

    private Published() {}

    /** The contract on the class path. */
    static Contract contract() {
        try (InputStream in = Contract.class.getResourceAsStream(HOME + "upscale.yaml")) {
            if (in == null) {
                throw new IllegalStateException("expected " + HOME + "upscale.yaml on the class path, found nothing");
            }
            return Contract.parse("contract", in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The published documents beside the contract on the class path, ordered by their ids. */
    static List<Contract> documents() {
        URL contract = Contract.class.getResource(HOME + "upscale.yaml");
        if (contract == null) {
            throw new IllegalStateException("expected " + HOME + "upscale.yaml on the class path, found nothing");
        }
        try {
            URI uri = contract.toURI();
            if (!"jar".equals(uri.getScheme())) {
                return readAll(Path.of(uri).resolveSibling("documents"));
            }
            URI jar = URI.create(
                    uri.toString().substring(0, uri.toString().indexOf("!/")).substring("jar:".length()));
            try (FileSystem files = FileSystems.newFileSystem(Path.of(jar))) {
                return readAll(files.getPath(HOME, "documents"));
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Contract> readAll(Path folder) throws IOException {
        List<Contract> documents = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted(Comparator.comparing(Path::toString)).toList()) {
                String name = String.valueOf(file.getFileName());
                documents.add(Contract.parse(name.substring(0, name.lastIndexOf('.')), Files.readAllBytes(file)));
            }
        }
        return List.copyOf(documents);
    }
}
