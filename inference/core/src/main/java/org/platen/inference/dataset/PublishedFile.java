package org.platen.inference.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipException;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.WholeFile;

/**
 * A file that is known by its checksum.
 *
 * @param name without {@code .gz}
 * @param sha256 the checksums that it may have, as it lies or unpacked
 */
record PublishedFile(String name, Set<String> sha256) {

    /** The file in a folder, packed or not; downloaded from the first mirror that has it where it is absent. */
    Path in(Path folder, List<URI> mirrors) {
        for (String known : List.of(name, name + ".gz")) {
            Path file = folder.resolve(known);
            if (Files.exists(file)) {
                return checked(file);
            }
        }
        return download(folder, mirrors);
    }

    private Path checked(Path file) {
        try {
            String wrong = wrong(file);
            ModelException.require(
                    wrong == null, "%s %s. Delete it, and it is downloaded again.", file.toAbsolutePath(), wrong);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.toAbsolutePath() + ": " + e, e);
        }
    }

    private Path download(Path folder, List<URI> mirrors) {
        Path file = folder.resolve(name + ".gz");
        List<String> failures = new ArrayList<>();
        for (URI mirror : mirrors) {
            URI address = mirror.resolve(name + ".gz");
            try {
                Files.createDirectories(folder);
                WholeFile.write(file, beside -> {
                    Download.to(beside, address);
                    String wrong = wrong(beside);
                    if (wrong != null) {
                        throw new IOException("it " + wrong);
                    }
                });
                return file;
            } catch (IOException e) {
                failures.add(address + ": " + e.getMessage());
            }
        }
        String message = "cannot download " + name + ".gz: " + String.join("; ", failures) + ". Put the file into "
                + folder.toAbsolutePath() + " by hand.";
        throw new UncheckedIOException(message, new IOException(message));
    }

    /** What is wrong with a file; null when it is the published one. */
    @org.jspecify.annotations.Nullable
    private String wrong(Path file) throws IOException {
        String found = digest(Files.newInputStream(file));
        if (sha256.contains(found)) {
            return null;
        }
        try {
            if (IdxFile.isPacked(file) && sha256.contains(digest(IdxFile.open(file)))) {
                return null;
            }
        } catch (ZipException | java.io.EOFException e) {
            return "is damaged: " + e.getMessage();
        }
        return "is not the published file: its SHA-256 is " + found + ", expected "
                + String.join(" or ", sha256.stream().sorted().toList());
    }

    private static String digest(InputStream open) throws IOException {
        try (InputStream stream = open) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] part = new byte[1 << 16];
            for (int n = stream.read(part); n >= 0; n = stream.read(part)) {
                digest.update(part, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
