/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.effect.ParseLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Measures how many of a machine's own shell scripts the parser accepts, of those that {@code bash -n} accepts. Not part of
 * the default run, since every machine has others:
 *
 * <pre>mvn -pl governance-core -am test -Dtest=ScriptAcceptance -Dscripts=/usr:/etc:/opt -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
class ScriptAcceptance {

    private static final int MAX_BYTES = 256 << 10;
    private static final ParseLimits LIMITS = new ParseLimits(1 << 20, 200, 1 << 20);

    @Test
    void acceptsWhatAShellAccepts() throws IOException {
        List<Path> files = files(System.getProperty("scripts", ""));
        List<String> scripts = new ArrayList<>();
        for (Path file : files) {
            // One character a byte: what the bytes mean does not matter to either parser.
            scripts.add(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
        List<Boolean> expected = Bash.accepts(scripts);
        int accepted = 0;
        List<Path> refused = new ArrayList<>();
        for (int i = 0; i < scripts.size(); i++) {
            if (expected.get(i)) {
                accepted++;
                if (!accepts(scripts.get(i))) {
                    refused.add(files.get(i));
                }
            }
        }
        System.out.printf(
                "%d of %d scripts that bash accepts, refused: %s%n", accepted - refused.size(), accepted, refused);
        assertThat(refused.size() * 50).isLessThanOrEqualTo(accepted);
    }

    /** Returns the shell scripts below folders, which colons divide. */
    static List<Path> files(String folders) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : folders.split(":", -1)) {
            if (!folder.isEmpty()) {
                collect(Path.of(folder), files);
            }
        }
        return files;
    }

    private static boolean accepts(String script) {
        Cursor cursor = new Cursor(script, 0, script.length(), null, new Budget(LIMITS));
        return ScriptParser.parse(cursor).error() == null;
    }

    private static void collect(Path folder, List<Path> into) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && attributes.size() < MAX_BYTES && Files.isReadable(file)) {
                    try (InputStream in = Files.newInputStream(file)) {
                        String start = new String(in.readNBytes(64), StandardCharsets.ISO_8859_1);
                        String line = start.lines().findFirst().orElse("");
                        if (line.startsWith("#!")
                                && (line.contains("sh") && !line.contains("zsh") && !line.contains("fish"))
                                && (line.contains("/sh") || line.contains("bash") || line.contains("dash"))) {
                            into.add(file);
                        }
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException why) {
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
