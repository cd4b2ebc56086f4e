/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.objects;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/** Starts from tables of every layout. */
class ReftableFuzzTest {

    private static final String ID = "ab".repeat(20);

    /** Whatever a table holds, there is an answer, and it is a name of an object or none; its checksum is no help. */
    @FuzzTest(maxDuration = "30s")
    @MethodSource("tables")
    void alwaysAnswers(byte @Nullable [] table) throws IOException {
        if (table == null) {
            return; // the first call of a fuzz test
        }
        Path top = Files.createTempDirectory("fuzz");
        try {
            TableWriter.stack(top.resolve(".git"), 20, List.of(summed(table)));
            GitObjects git = GitObjects.at(top).orElseThrow();
            for (String name : List.of("HEAD", "refs/heads/b50", "refs/tags/v1")) {
                assertThat(git.id(name).orElse(ID)).matches("[0-9a-f]{40}");
            }
        } finally {
            GitObjectsProperties.delete(top);
        }
    }

    /** Mends the checksum and makes both ends say the same, so that what stands between them is read. */
    private static byte[] summed(byte[] table) {
        byte[] mended = table.clone();
        int foot = table.length - 68;
        if (foot >= 24) {
            System.arraycopy(mended, 0, mended, foot, 24);
            CRC32 sum = new CRC32();
            sum.update(mended, foot, 64);
            for (int i = 0; i < 4; i++) {
                mended[foot + 64 + i] = (byte) (sum.getValue() >> (24 - 8 * i));
            }
        }
        return mended;
    }

    static Stream<byte[]> tables() {
        Map<String, String> references =
                new TreeMap<>(Map.of("HEAD", "ref: refs/heads/b50", "refs/tags/v1", ID + " " + ID));
        for (int i = 0; i < 90; i++) {
            references.put("refs/heads/b" + i, i % 7 == 0 ? "" : ID);
        }
        return Stream.of(
                TableWriter.PLAIN.table(Map.of()),
                TableWriter.PLAIN.table(references),
                new TableWriter(20, 512, true, 4, 3).table(references),
                new TableWriter(20, 512, false, 4, 3).table(references),
                new TableWriter(20, 400, true, 1, 0).table(references));
    }
}
