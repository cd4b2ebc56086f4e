/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the corpora: fetches what {@code corpora.txt} lists through the clients {@code mvn} and {@code npm}, checks every
 * hash, and lays out a tree of files and one text for each corpus.
 *
 * <pre>java -cp benchmarks/target/benchmarks.jar dev.agentgovernance.benchmarks.CorpusFetcher DIRECTORY [--hashes]</pre>
 *
 * It does nothing for what is there already. With {@code --hashes} it prints the lines of the list with the hashes that were
 * fetched, for a change of the list; without it a wrong hash is an error. What cannot be fetched is told and left out.
 */
public final class CorpusFetcher {
    private static final int TEXT_BYTES = 32 << 20;
    private static final int GENERATED_FILES = 16;
    private static final int GENERATED_CHARS = 4 << 20;
    private static final Set<String> DOCUMENTS = Set.of("json", "pom", "xml", "md", "html");
    private static final Set<String> MINIFIED = Set.of("js", "mjs", "css", "map");

    private final Path directory;
    private final boolean hashes;

    private CorpusFetcher(Path directory, boolean hashes) {
        this.directory = directory;
        this.hashes = hashes;
    }

    /** One line of the list. */
    private record Entry(Corpus corpus, String client, String name, String sha256) {

        static List<Entry> all() throws IOException {
            List<Entry> entries = new ArrayList<>();
            try (InputStream in = CorpusFetcher.class.getResourceAsStream("corpora.txt")) {
                if (in == null) {
                    throw new IOException("corpora.txt is missing");
                }
                for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                    if (!line.isBlank() && !line.startsWith("#")) {
                        String[] words = line.strip().split(" +", -1);
                        entries.add(new Entry(Corpus.valueOf(words[0]), words[1], words[2], words[3]));
                    }
                }
            }
            return entries;
        }

        String fileName() {
            return name.replaceAll("[^A-Za-z0-9.-]+", "_");
        }
    }

    /** Fetches the corpora. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 0) {
            throw new IllegalArgumentException("name a directory");
        }
        boolean hashes = List.of(arguments).contains("--hashes");
        new CorpusFetcher(Path.of(arguments[0]), hashes).run();
    }

    private void run() throws IOException, InterruptedException {
        Path tree = directory.resolve("tree");
        for (Entry entry : Entry.all()) {
            if (entry.client().equals("generated")) {
                Path folder = tree.resolve(entry.corpus().fileName());
                if (hashes || !Files.exists(folder)) {
                    generate(entry, folder);
                }
                continue;
            }
            Path folder = tree.resolve(entry.corpus().fileName()).resolve(entry.fileName());
            if (hashes || !Files.exists(folder)) {
                Path fetched = fetched(entry);
                if (fetched != null && check(entry, sha256(fetched))) {
                    unpack(entry, fetched, folder);
                }
            }
        }
        for (Corpus corpus : Corpus.values()) {
            join(tree.resolve(corpus.fileName()), directory.resolve(corpus.fileName() + ".txt"));
        }
    }

    private boolean check(Entry entry, String found) throws IOException {
        if (hashes) {
            say(entry.corpus() + " " + entry.client() + " " + entry.name() + " " + found);
            return true;
        }
        if (!found.equals(entry.sha256())) {
            throw new IOException(entry.name() + " has another hash: " + found);
        }
        return true;
    }

    private void generate(Entry entry, Path folder) throws IOException {
        Files.createDirectories(folder);
        MessageDigest digest = digest();
        for (int i = 0; i < GENERATED_FILES; i++) {
            int distance = entry.corpus() == Corpus.LOGS ? 1 << 18 : 1 << 16;
            String text = entry.corpus() == Corpus.LOGS
                    ? GeneratedText.logs(Corpus.SEED + i, GENERATED_CHARS, distance)
                            .text()
                    : GeneratedText.transcript(Corpus.SEED + i, GENERATED_CHARS, distance)
                            .text();
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            digest.update(bytes);
            String ending = entry.corpus() == Corpus.LOGS ? ".log" : ".jsonl";
            Files.write(folder.resolve(String.format(Locale.ROOT, "%02d", i) + ending), bytes);
        }
        check(entry, HexFormat.of().formatHex(digest.digest()));
    }

    private @Nullable Path fetched(Entry entry) throws IOException, InterruptedException {
        Path target = Files.createDirectories(directory.resolve("fetched").resolve(entry.fileName()));
        if (isEmpty(target)) {
            List<String> command = entry.client().equals("npm")
                    ? List.of("npm", "pack", "--silent", entry.name())
                    : List.of(
                            "mvn",
                            "-B",
                            "-q",
                            "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy",
                            "-Dartifact=" + entry.name(),
                            "-DoutputDirectory=" + target.toAbsolutePath());
            execute(target, command);
        }
        try (Stream<Path> files = Files.list(target)) {
            Path file = files.findFirst().orElse(null);
            if (file == null) {
                say("left out, it could not be fetched: " + entry.name());
            }
            return file;
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static void execute(Path where, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
    }

    private void unpack(Entry entry, Path fetched, Path folder) throws IOException, InterruptedException {
        Path part = Files.createDirectories(folder.resolveSibling(folder.getFileName() + ".part"));
        if (entry.client().equals("npm")) {
            Path all = Files.createDirectories(directory.resolve("unpacked").resolve(entry.fileName()));
            execute(all, List.of("tar", "-xzf", fetched.toAbsolutePath().toString()));
            Set<String> wanted = entry.corpus() == Corpus.MINIFIED ? MINIFIED : DOCUMENTS;
            try (Stream<Path> files = Files.walk(all)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (wanted.contains(extension(file)) && (entry.corpus() != Corpus.MINIFIED || isMinified(file))) {
                        copy(
                                Files.readAllBytes(file),
                                part.resolve(all.relativize(file).toString()));
                    }
                }
            }
        } else if (extension(fetched).equals("jar")) {
            unzip(fetched, part);
        } else {
            copy(Files.readAllBytes(fetched), part.resolve(String.valueOf(fetched.getFileName())));
        }
        Files.move(part, folder);
    }

    private static boolean isMinified(Path file) throws IOException {
        long lines;
        try (Stream<String> all = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            lines = all.count();
        }
        return Files.size(file) > 200 * Math.max(1, lines);
    }

    private static void unzip(Path jar, Path folder) throws IOException {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                if (!entry.isDirectory()
                        && file.startsWith(folder)
                        && entry.getName().endsWith(".java")) {
                    copy(in.readAllBytes(), file);
                }
            }
        }
    }

    private static void copy(byte[] bytes, Path file) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.write(file, bytes);
    }

    /** Joins files in an order without meaning, so that the first part of the text has something of everything. */
    private static void join(Path folder, Path target) throws IOException {
        if (Files.exists(target) || !Files.exists(folder)) {
            return;
        }
        List<Path> ordered;
        try (Stream<Path> files = Files.walk(folder)) {
            ordered = files.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(file -> sha256(folder.relativize(file)
                            .toString()
                            .replace('\\', '/')
                            .getBytes(StandardCharsets.UTF_8))))
                    .toList();
        }
        Path part = target.resolveSibling(target.getFileName() + ".part");
        long written = 0;
        try (OutputStream out = Files.newOutputStream(part)) {
            for (Path file : ordered) {
                // A few files are very large: they must not be all there is.
                byte[] bytes = Files.readAllBytes(file);
                int count = (int) Math.min(Math.min(bytes.length, TEXT_BYTES / 16), TEXT_BYTES - written);
                out.write(bytes, 0, count);
                out.write('\n');
                written += count + 1;
                if (written >= TEXT_BYTES) {
                    break;
                }
            }
        }
        Files.move(part, target);
    }

    private static String extension(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String sha256(Path file) throws IOException {
        return sha256(Files.readAllBytes(file));
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("SystemOut") // A program: what it says is for the one who runs it.
    private static void say(String line) {
        System.out.println(line);
    }
}
