/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.secrets.ScanSession;
import dev.agentgovernance.secrets.SecretScanner;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Scans texts, files and folders. For one thread. A file is read in chunks, whatever its size. */
final class FileScan {

    /**
     * Where a finding is.
     *
     * @param finding the finding
     * @param line its line, from 1
     * @param column its column in that line, in UTF-16 code units from 1
     */
    record Place(SecretFinding finding, int line, int column) {

        String confidence() {
            return finding.confidence().name().toLowerCase(Locale.ROOT);
        }

        Map<String, @Nullable Object> json() {
            return Json.object(
                    "kind", finding.kind().id(),
                    "provider", finding.kind().provider(),
                    "start", finding.start(),
                    "end", finding.end(),
                    "line", line,
                    "column", column,
                    "confidence", confidence(),
                    "fingerprint", finding.fingerprint());
        }
    }

    /**
     * A finding in a file.
     *
     * @param path the file as it was reached
     * @param place where in it
     */
    record InFile(String path, Place place) {}

    private static final int CHUNK = 1 << 16;
    private static final int LOOK = 8_000;

    private final SecretScanner scanner;
    private final Confidence least;
    private final List<String> skipped = new ArrayList<>();

    FileScan(SecretScanner scanner, Confidence least) {
        this.scanner = scanner;
        this.least = least;
    }

    /** Returns what could not be read, with the reason. */
    List<String> skipped() {
        return skipped;
    }

    /** Returns what is in a text. */
    List<Place> text(String text) {
        Lines lines = new Lines();
        List<SecretFinding> findings = scanner.scan(text);
        if (!findings.isEmpty()) {
            lines.add(text.toCharArray(), text.length());
        }
        return places(findings, lines);
    }

    /** Scans a file, or all files below a folder but those of {@code .git}, and passes on what is in each. */
    void tree(Path path, Consumer<List<InFile>> sink) throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                Path name = folder.getFileName();
                return name != null && name.toString().equals(".git") && !folder.equals(path)
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    try {
                        sink.accept(file(file));
                    } catch (IOException e) {
                        skipped.add(file + ": " + e.getClass().getSimpleName());
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                skipped.add(file + ": " + e.getClass().getSimpleName());
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private List<InFile> file(Path file) throws IOException {
        List<SecretFinding> findings = new ArrayList<>();
        Lines lines = new Lines();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), CHUNK)) {
            in.mark(LOOK + 1);
            byte[] beginning = in.readNBytes(LOOK);
            in.reset();
            Charset charset = charsetOf(beginning);
            if (charset == null) {
                return List.of();
            }
            ScanSession session = scanner.openSession(findings::add);
            Reader reader = new InputStreamReader(in, charset);
            char[] chunk = new char[CHUNK];
            for (int count = reader.read(chunk); count >= 0; count = reader.read(chunk)) {
                session.feed(new String(chunk, 0, count));
                lines.add(chunk, count);
            }
            session.finish();
        }
        return places(findings, lines).stream()
                .map(place -> new InFile(file.toString(), place))
                .toList();
    }

    /** Returns the charset of a text by its beginning, or null for a binary file. */
    private static @Nullable Charset charsetOf(byte[] beginning) {
        if (beginning.length >= 2 && (beginning[0] & 0xff) == 0xff && (beginning[1] & 0xff) == 0xfe) {
            return StandardCharsets.UTF_16;
        }
        if (beginning.length >= 2 && (beginning[0] & 0xff) == 0xfe && (beginning[1] & 0xff) == 0xff) {
            return StandardCharsets.UTF_16;
        }
        for (byte value : beginning) {
            if (value == 0) {
                return null;
            }
        }
        return StandardCharsets.UTF_8;
    }

    private List<Place> places(List<SecretFinding> findings, Lines lines) {
        return findings.stream()
                .filter(finding -> finding.confidence().compareTo(least) <= 0)
                .map(lines::place)
                .toList();
    }

    /** The offsets at which lines begin. */
    private static final class Lines {
        private long[] starts = new long[64];
        private int count = 1;
        private long read;

        void add(char[] text, int length) {
            for (int i = 0; i < length; i++) {
                if (text[i] == '\n') {
                    if (count == starts.length) {
                        starts = Arrays.copyOf(starts, 2 * count);
                    }
                    starts[count++] = read + i + 1;
                }
            }
            read += length;
        }

        Place place(SecretFinding finding) {
            int found = Arrays.binarySearch(starts, 0, count, finding.start());
            int line = found >= 0 ? found : -found - 2;
            return new Place(finding, line + 1, Math.toIntExact(finding.start() - starts[line]) + 1);
        }
    }
}
