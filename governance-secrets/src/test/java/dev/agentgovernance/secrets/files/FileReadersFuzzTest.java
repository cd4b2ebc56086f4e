/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;

/** The readers of files, on whatever bytes: they end, and what is damaged they say with an {@link IOException}. */
class FileReadersFuzzTest {
    /** A reader that made more than this of the input would have made it up. */
    private static final int MOST_ENTRIES = 10_000;

    @FuzzTest
    void jsonShowsPlacesOfItsText(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int[] end = {0};
        JsonText.walk(text.toCharArray(), 0, text.length(), (start, to, escaped, path) -> {
            assertThat(start).isGreaterThanOrEqualTo(end[0]).isLessThanOrEqualTo(to);
            assertThat(to).isLessThanOrEqualTo(text.length());
            DecodedText decoded = DecodedText.of(text.toCharArray(), start, to);
            assertThat(decoded.place(decoded.length())).isEqualTo(to);
            assertThat(path.steps()).isNotNull();
            end[0] = to;
        });
    }

    @FuzzTest
    void aTarFileEnds(byte[] bytes) {
        long read = 0;
        try (TarReader tar = new TarReader(new ByteArrayInputStream(bytes))) {
            for (int i = 0; tar.next() != null; i++) {
                assertThat(i).isLessThan(MOST_ENTRIES);
                read += tar.readAllBytes().length;
            }
        } catch (IOException damaged) {
            assertThat(damaged).hasMessageNotContaining("null");
        }
        assertThat(read).isLessThanOrEqualTo(bytes.length);
    }

    @FuzzTest
    void aZipFileEnds(byte[] bytes) {
        try (ZipEntries zip =
                new ZipEntries(new PushbackInputStream(new ByteArrayInputStream(bytes), bytes.length + 8))) {
            int entries = 0;
            while (zip.getNextEntry() != null) {
                assertThat(++entries).isLessThan(MOST_ENTRIES);
                zip.skipNBytes(Math.min(zip.available(), 1));
                if (!zip.hasNext()) {
                    return;
                }
            }
        } catch (IOException damaged) {
            assertThat(damaged).isNotNull();
        }
    }

    /** The first line is a path, the others are patterns. */
    @FuzzTest
    void patternsHaveAWordOrNone(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int line = text.indexOf('\n') < 0 ? text.length() : text.indexOf('\n');
        GitIgnore patterns = GitIgnore.parse(text.substring(line));
        String path = text.substring(0, Math.min(line, 256));
        assertThat(patterns.verdict(path, false)).isNotNull();
        if (patterns.isEmpty()) {
            assertThat(patterns.verdict(path, true)).isEqualTo(GitIgnore.Verdict.NOTHING);
        }
    }

    /** A reader gives the same characters whatever it is asked for at a time. */
    @FuzzTest
    void noByteIsLost(byte[] bytes) throws IOException {
        String whole = read(bytes, 1 << 14);
        assertThat(read(bytes, 2)).isEqualTo(whole);
        assertThat(whole.length()).isLessThanOrEqualTo(bytes.length);
        assertThat(whole.isEmpty()).isEqualTo(bytes.length == 0);
    }

    private static String read(byte[] bytes, int size) throws IOException {
        StringBuilder text = new StringBuilder();
        char[] chars = new char[size];
        try (LenientReader reader = new LenientReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
            for (int count = reader.read(chars); count >= 0; count = reader.read(chars)) {
                text.append(chars, 0, count);
            }
        }
        return text.toString();
    }
}
