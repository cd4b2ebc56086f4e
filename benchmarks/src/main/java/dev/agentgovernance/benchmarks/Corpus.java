/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A sort of text. With {@code -Dbenchmarks.corpora=DIRECTORY} it is what {@link CorpusFetcher} put there, or else a small
 * generated stand-in.
 */
public enum Corpus {
    /** Java sources. */
    SOURCES,
    /** JSON, POM files, Markdown, HTML. */
    DOCUMENTS,
    /** Minified JavaScript and style sheets, and source maps. */
    MINIFIED,
    /** Sessions of coding agents, generated, with a planted secret every 64 Ki characters. */
    TRANSCRIPTS,
    /** Logs, generated, with a planted secret every 256 Ki characters. */
    LOGS;

    /** Names the directory with the corpora. */
    static final String DIRECTORY = "benchmarks.corpora";

    static final long SEED = 20_261_101;
    private static final int STAND_IN = 1 << 18;

    /** Returns the name of its file and its folder. */
    String fileName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the first part of it.
     *
     * @param bytes its greatest size in UTF-8
     */
    String text(int bytes) {
        String directory = System.getProperty(DIRECTORY, "");
        Path file = Path.of(directory).resolve(fileName() + ".txt");
        if (directory.isEmpty() || !Files.exists(file)) {
            return generated(Math.min(bytes, STAND_IN)).text();
        }
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
            // A character that was cut is left out.
            return text.endsWith("\ufffd") ? text.substring(0, text.length() - 1) : text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a generated text of this sort of about a number of characters. */
    GeneratedText.Planted generated(int chars) {
        return switch (this) {
            case TRANSCRIPTS -> GeneratedText.transcript(SEED, chars, 1 << 16);
            case LOGS -> GeneratedText.logs(SEED, chars, 1 << 18);
            case SOURCES -> GeneratedText.code(SEED, chars, 0);
            case DOCUMENTS -> GeneratedText.transcript(SEED + 1, chars, 0);
            case MINIFIED -> {
                GeneratedText.Planted code = GeneratedText.code(SEED + 2, chars, 0);
                yield new GeneratedText.Planted(code.text().replaceAll("\\s+", ""), code.secrets());
            }
        };
    }
}
