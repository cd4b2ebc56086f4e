/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import static dev.agentgovernance.secrets.files.Scanned.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.api.secret.SecretKind;
import dev.agentgovernance.secrets.SecretScanner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileScannerTest {
    private static final FileScanner PLAIN = FileScanner.of(SecretScanner.standard());
    private static final FileScanner ARCHIVES = PLAIN.withArchives();
    private static final FileScanner MARKS = PLAIN.withIgnoreMarks();
    private static final String LONG = "long".repeat(15) + "/" + "name".repeat(15);
    private static final byte[] SECRET = ("first\n id " + KEY + "\n").getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    /** INVARIANT: how many threads look makes no difference to the listener. */
    @Test
    void severalThreadsTellTheSameInTheSameOrder() throws IOException {
        for (int i = 0; i < 150; i++) {
            Path file = folder.resolve("d" + i % 7).resolve(i + (i % 5 == 0 ? ".json" : ".txt"));
            Files.createDirectories(file.getParent());
            String text = i % 5 == 0 ? "{\"a\": \"x\\n" + KEY + "\"}" : "line\n".repeat(i) + (i % 3 == 0 ? KEY : "");
            Files.writeString(file, i % 11 == 0 ? "\0" + text : text);
        }
        List<String> expected = new ArrayList<>();
        PLAIN.scan(folder, calls(expected));
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            List<String> told = new ArrayList<>();
            PLAIN.withExecutor(pool, 4).scan(folder, calls(told));

            assertThat(told).isEqualTo(expected).hasSizeGreaterThan(150);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aFailureOfTheListenerEndsTheScanOfSeveralThreads() throws IOException {
        for (int i = 0; i < 100; i++) {
            Files.writeString(folder.resolve(i + ".txt"), KEY);
        }
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            FileScanner scanner = PLAIN.withExecutor(pool, 2);

            assertThatThrownBy(() -> scanner.scan(folder, found -> {
                        throw new IllegalStateException("enough");
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("enough");
        } finally {
            pool.shutdownNow();
        }
    }

    private static FileScanner.Listener calls(List<String> calls) {
        return new FileScanner.Listener() {
            @Override
            public void found(FileFinding found) {
                calls.add(found.toString());
            }

            @Override
            public void scanned(String path) {
                calls.add("scanned " + path);
            }

            @Override
            public void leftOut(String path, String why) {
                calls.add("left out " + path);
            }
        };
    }

    /** A pair of surrogates at the end of a buffer waits for room. */
    @ParameterizedTest
    @ValueSource(ints = {16_382, 16_383, 16_384, 65_535})
    void aCharacterOfTwoUnitsMayStandAnywhere(int place) {
        String text = "x".repeat(place) + "\ud83d\ude00\n" + KEY;
        Charset wide = StandardCharsets.UTF_16LE;

        assertThat(Scanned.of(PLAIN, text).places()).containsExactly("file:2:1");
        assertThat(Scanned.of(PLAIN, "f", ("\ufeff" + text).getBytes(wide)).places())
                .containsExactly("f:2:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "ISO-8859-1"})
    void textIsReadInItsCharset(String charset) {
        Scanned scanned =
                Scanned.of(PLAIN, "f", ("caf\u00e9 au lait, as usual\n" + KEY).getBytes(Charset.forName(charset)));

        assertThat(scanned.places()).containsExactly("f:2:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void aByteOrderMarkIsNoColumn(String charset) {
        Scanned scanned = Scanned.of(PLAIN, "f", ("\ufeff" + KEY).getBytes(Charset.forName(charset)));

        assertThat(scanned.places()).containsExactly("f:1:1");
        assertThat(scanned.findings.get(0).finding().start()).isZero();
    }

    @Test
    void aByteThatIsNoUtf8LosesNothingAround() {
        byte[] bytes = ("é ?" + KEY + "\n").getBytes(StandardCharsets.UTF_8);
        bytes[3] = (byte) 0xff;

        assertThat(Scanned.of(PLAIN, "f", bytes).places()).containsExactly("f:1:4");
    }

    @Test
    void binaryFilesAreLeftOut() {
        byte[] bytes = ("x" + KEY).getBytes(StandardCharsets.UTF_8);
        bytes[0] = 0;

        assertThat(Scanned.of(PLAIN, "f", bytes).leftOut).containsExactly("f: binary");
        assertThat(Scanned.of(PLAIN, "f", bytes).findings).isEmpty();
        assertThat(Scanned.of(PLAIN, "f", "%PDF-1.7 ".getBytes(StandardCharsets.UTF_8)).leftOut)
                .containsExactly("f: binary");
        assertThat(Scanned.of(PLAIN, "f", new byte[0]).texts).containsExactly("f");
    }

    @Test
    void whatGitIgnoresIsLeftOutByChoice() throws IOException {
        Files.createDirectories(folder.resolve("repo/.git/info"));
        Files.createDirectories(folder.resolve("repo/src/out"));
        Files.writeString(folder.resolve("repo/.gitignore"), "*.log\nout/\n");
        Files.writeString(folder.resolve("repo/.git/info/exclude"), "/notes");
        for (String file : List.of("a.log", "notes", "src/notes", "src/out/x", "src/b.txt", ".git/config")) {
            Files.write(folder.resolve("repo").resolve(file), SECRET);
        }
        FileScanner wanted = PLAIN.withoutGitIgnored();

        assertThat(Scanned.of(wanted, folder.resolve("repo")).texts)
                .extracting(
                        path -> folder.resolve("repo").relativize(Path.of(path)).toString())
                .containsExactly(".gitignore", "src/b.txt", "src/notes");
        assertThat(Scanned.of(PLAIN, folder.resolve("repo")).findings).hasSize(5);
        assertThat(Scanned.of(wanted, folder.resolve("repo/src")).findings).hasSize(2);
        assertThat(Scanned.of(wanted, folder.resolve("repo/a.log")).findings).hasSize(1);
        // What is named itself is looked at, and what lies above has no more to say.
        assertThat(Scanned.of(wanted, folder.resolve("repo/src/out")).findings).hasSize(1);
        assertThat(Scanned.of(wanted, folder.resolve("repo")).leftOut).hasSize(3);
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        Files.createDirectories(folder.resolve("tree"));
        Files.write(folder.resolve("outside"), SECRET);
        Files.createSymbolicLink(folder.resolve("tree/link"), folder.resolve("outside"));
        Files.createSymbolicLink(folder.resolve("tree/loop"), folder.resolve("tree"));

        Scanned scanned = Scanned.of(PLAIN, folder.resolve("tree"));
        assertThat(scanned.findings).isEmpty();
        assertThat(scanned.leftOut).hasSize(2);
        assertThat(Scanned.of(PLAIN, folder.resolve("tree/link")).findings).hasSize(1);
        assertThat(Scanned.of(PLAIN, folder.resolve("nowhere")).failed).hasSize(1);
    }

    @Test
    void archivesAreOpenedByChoice() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("in/" + LONG));
        Files.write(folder.resolve("in/" + LONG + "/b.txt"), SECRET);
        Files.write(folder.resolve("in/c.zip"), Scanned.zip("inner.txt", SECRET));
        for (String format : List.of("gnu", "pax", "ustar")) {
            run("tar", "-czf", format + ".tar.gz", "--format=" + format, "in");
        }
        for (String format : List.of("gnu", "pax", "ustar")) {
            Path tar = folder.resolve(format + ".tar.gz");
            assertThat(Scanned.of(ARCHIVES, tar).places())
                    .as(format)
                    .containsExactlyInAnyOrder(
                            tar + "!/" + format + ".tar!/in/" + LONG + "/b.txt:2:5",
                            tar + "!/" + format + ".tar!/in/c.zip!/inner.txt:2:5");
        }
        assertThat(Scanned.of(PLAIN, folder.resolve("gnu.tar.gz")).findings).isEmpty();
    }

    @Test
    void theWordsOfAnOfficeDocumentAreReadAcrossItsRuns() {
        String runs = "<w:p><w:r><w:t>one</w:t></w:r></w:p><w:p><w:r><w:t>id " + KEY.substring(0, 9)
                + "</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>" + KEY.substring(9) + "</w:t></w:r></w:p>";
        Scanned scanned =
                Scanned.of(ARCHIVES, "f.docx", Scanned.zip("word/document.xml", runs.getBytes(StandardCharsets.UTF_8)));

        assertThat(scanned.places()).containsExactly("f.docx!/word/document.xml:2:4");
    }

    @Test
    void bombsAreCutOff() {
        byte[] zeros = new byte[40 << 20];
        java.util.Arrays.fill(zeros, (byte) 'a');
        byte[] bomb = Scanned.gzip(zeros);
        byte[] deep = SECRET;
        for (int i = 0; i < 10; i++) {
            deep = Scanned.gzip(deep);
        }

        assertThat(Scanned.of(ARCHIVES, "f", bomb).failed)
                .containsExactly("f: only in part: more than 200 times as much comes out as goes in");
        assertThat(Scanned.of(PLAIN.withArchives(3, 1 << 20), "f", bomb).failed)
                .containsExactly("f: only in part: more than 1048576 bytes come out");
        assertThat(Scanned.of(ARCHIVES, "f", deep).failed.get(0)).endsWith("an archive too deep in others");
        assertThat(Scanned.of(PLAIN.withArchives(10, 1 << 20), "f", deep).findings)
                .hasSize(1);
        assertThatThrownBy(() -> PLAIN.withArchives(0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void manyEntriesAreCutOff() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (java.util.zip.ZipOutputStream zip = new java.util.zip.ZipOutputStream(bytes)) {
            for (int i = 0; i <= ExpansionBudget.MAX_ENTRIES; i++) {
                zip.putNextEntry(new java.util.zip.ZipEntry(i + "/"));
            }
        }

        assertThat(Scanned.of(ARCHIVES, "f", bytes.toByteArray()).failed)
                .containsExactly("f: only in part: more than 100000 entries");
    }

    @Test
    void aDamagedArchiveIsNotCalledClean() {
        byte[] zip = Scanned.zip("a.txt", ("x".repeat(5000) + KEY).getBytes(StandardCharsets.UTF_8));
        byte[] half = java.util.Arrays.copyOf(zip, zip.length / 3);

        assertThat(Scanned.of(ARCHIVES, "f", half).failed).hasSize(1);
        assertThat(Scanned.of(ARCHIVES, "f", java.util.Arrays.copyOf(Scanned.gzip(SECRET), 20)).failed)
                .hasSize(1);
        assertThat(Scanned.of(ARCHIVES, "f.7z", Scanned.bytes("7z\u00bc\u00af'\u001c", StandardCharsets.ISO_8859_1))
                        .leftOut)
                .containsExactly("f.7z: an archive of a form that is not read");
    }

    @Test
    void jsonIsReadValueByValueWithItsPath() {
        Scanned scanned = Scanned.of(PLAIN, """
                {"type": "user", "n": 1}
                {"message": {"content": [{"a/b~c": "first"}, {"text": "line\\nid\\t%s\\nend"}]}}
                not json
                ["\\"%s\\""]
                """.formatted(KEY, KEY));

        assertThat(scanned.findings).extracting(FileFinding::pointer).containsExactly("/message/content/1/text", "/0");
        assertThat(scanned.findings).extracting(FileFinding::line).containsExactly(2, 4);
        assertThat(Scanned.of(PLAIN, "{\n \"a/b~c\": {\n\"k\": \"" + KEY + "\"}}").findings)
                .extracting(FileFinding::pointer)
                .containsExactly("/a~1b~0c/k");
    }

    @Test
    void escapedValuesHaveTheFingerprintOfTheValue() {
        String password = "hY7/pQ2x" + "\"Lm9/Wz4";
        String plain = "password = '" + password + "'";
        String json = "{\"password\": \"" + password.replace("/", "\\/").replace("\"", "\\\"") + "\"}";
        String nested = "{\"out\": \"" + json.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";

        SecretFinding expected = Scanned.of(PLAIN, plain).findings.get(0).finding();
        for (String text : List.of(json, nested)) {
            assertThat(Scanned.of(PLAIN, text).findings)
                    .as(text)
                    .singleElement()
                    .satisfies(found -> {
                        assertThat(found.finding().fingerprint()).isEqualTo(expected.fingerprint());
                        assertThat(text.substring((int) found.finding().start(), (int)
                                        found.finding().end()))
                                .startsWith("hY7")
                                .endsWith("Wz4");
                    });
        }
    }

    @Test
    void aNameThatIsASecretIsInNoPathAndNoPointer() throws IOException {
        Files.writeString(folder.resolve(KEY + ".json"), "{\"" + KEY + "\": \"" + KEY + "\"}");

        Scanned scanned = Scanned.of(PLAIN, folder);
        assertThat(scanned.findings)
                .hasSize(2)
                .allSatisfy(found -> assertThat(found.toString()).doesNotContain(KEY));
        assertThat(scanned.texts.get(0)).contains("[REDACTED:").doesNotContain(KEY);
    }

    @Test
    void remarksLetALinePassByChoice() {
        String text = KEY + " # gitleaks:allow\n" + KEY + "\n# pragma: allowlist nextline secret\n" + KEY + "\n" + KEY
                + "\n/* secretlint-disable */\n" + KEY + "\n" + KEY + "\n/* secretlint-enable */ " + KEY + "\n";

        assertThat(Scanned.of(PLAIN, text).findings).hasSize(7);
        assertThat(Scanned.of(MARKS, text).findings)
                .extracting(FileFinding::line)
                .containsExactly(2, 5, 9);
    }

    @Test
    void everyRemarkHasExamples() {
        assertThat(IgnoreMarks.all()).hasSizeGreaterThan(10).allSatisfy(mark -> {
            assertThat(mark.with())
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(mark.isIn(line.toUpperCase(java.util.Locale.ROOT), 0, line.length()))
                            .isTrue());
            assertThat(mark.without())
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(IgnoreMarks.has(mark.place(), line, 0, line.length()))
                            .isFalse());
        });
    }

    @Test
    void thePreviewHasWhatStandsBeforeAndNothingElse() {
        String other = "Zx9" + "kQ27vLmPw83";
        Scanned scanned = Scanned.of(
                PLAIN,
                "\taws = " + KEY + ", again " + KEY + " password=" + other + "\n" + "n".repeat(50) + " x=" + KEY);

        assertThat(scanned.findings)
                .extracting(FileFinding::preview)
                .containsExactly(
                        "aws = ********",
                        "aws = ********, again ********",
                        "…********, again ******** password=********",
                        "… x=********");
    }

    @Test
    void aFurtherDetectorSeesTheTextOfAPath() {
        SecretKind kind = new SecretKind("mine", "acme", SecretKind.Category.SECRET);
        FileScanner scanner = PLAIN.alsoWith(path -> text -> {
            int at = text.toString().indexOf(path);
            return at < 0
                    ? List.of()
                    : List.of(new SecretFinding(kind, at, at + path.length(), Confidence.LIKELY, "f", "its own name"));
        });

        Scanned scanned = Scanned.of(
                scanner, "this", ("\n".repeat(20_000_000) + "x this\n" + KEY + "\n").getBytes(StandardCharsets.UTF_8));
        assertThat(scanned.places()).containsExactly("this:20000001:3", "this:20000002:1");
        assertThat(Scanned.of(scanner, KEY, SECRET).findings)
                .singleElement()
                .satisfies(found -> assertThat(found.finding().kind().id()).isEqualTo("aws-access-key-id"));
    }

    private void run(String... words) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(words).directory(folder.toFile()).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }
}
