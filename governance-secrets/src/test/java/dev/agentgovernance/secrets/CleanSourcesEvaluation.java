/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.api.secret.SecretKind;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/**
 * Counts findings in source jars that hold no secrets, as far as anybody knows. It is not among the tests that run by
 * themselves; its command and the list of jars ({@code source-jars.txt}) are told in the README of this module.
 */
class CleanSourcesEvaluation {
    private static final List<String> EXTENSIONS = List.of(
            ".java",
            ".kt",
            ".groovy",
            ".properties",
            ".xml",
            ".json",
            ".yml",
            ".yaml",
            ".txt",
            ".md",
            ".html",
            ".js",
            ".css",
            ".xsd",
            ".dtd",
            ".conf",
            ".g4",
            ".jj");

    /** Scans the jars in the directory of the property {@code jars} and prints every finding but placeholders. */
    @Test
    void measure() throws IOException {
        String directory = System.getProperty("jars", "");
        if (directory.isEmpty()) {
            return;
        }
        PrintStream out = System.out;
        ScanProfile profile = ScanProfile.valueOf(System.getProperty("profile", "BALANCED"));
        SecretScanner scanner = SecretScanner.builder().profile(profile).build();
        long lines = 0;
        List<String> findings = new ArrayList<>();
        File[] jars = Objects.requireNonNull(
                Path.of(directory).toFile().listFiles(f -> f.getName().endsWith(".jar")));
        Arrays.sort(jars);
        for (File jar : jars) {
            try (ZipFile zip = new ZipFile(jar)) {
                for (ZipEntry entry : Collections.list(zip.entries())) {
                    if (EXTENSIONS.stream().anyMatch(entry.getName()::endsWith)) {
                        String text = read(zip, entry);
                        lines += text.lines().count();
                        scan(scanner, text, jar.getName() + "!" + entry.getName(), findings);
                    }
                }
            }
        }
        findings.forEach(out::println);
        out.printf(
                "%d findings in %d lines of %d jars: %.2f a million%n",
                findings.size(), lines, jars.length, findings.size() * 1e6 / lines);
    }

    private static String read(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void scan(SecretScanner scanner, String text, String place, List<String> findings) {
        for (SecretFinding finding : scanner.scan(text)) {
            if (finding.confidence() != Confidence.PLACEHOLDER
                    && finding.kind().category() == SecretKind.Category.SECRET) {
                long line = text.substring(0, (int) finding.start()).lines().count();
                findings.add(finding.confidence() + " " + finding.kind().id() + " " + place + ":" + line);
            }
        }
    }
}
