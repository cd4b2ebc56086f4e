/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What is written into tables is read back, however they are laid out. */
class ReftableProperties {

    @Property(tries = 60)
    void everyReferenceIsReadBack(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 4) int count,
            @ForAll @IntRange(max = 150) int most,
            @ForAll boolean longNames)
            throws IOException {
        Random random = new Random(seed);
        int idLength = longNames ? 32 : 20;
        Map<String, String> all = new TreeMap<>();
        List<byte[]> tables = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, String> references = new TreeMap<>();
            for (int j = random.nextInt(most + 1); j > 0; j--) {
                references.put(name(random), value(random, idLength));
            }
            int fanOut = random.nextInt(3) * (1 + random.nextInt(20));
            // Blocks that follow each other without an index are read, too, though nobody should write them.
            TableWriter writer = new TableWriter(
                    idLength, 1000 + random.nextInt(4000), random.nextBoolean(), 1 + random.nextInt(20), 2 + fanOut);
            tables.add((random.nextInt(3) == 0
                            ? new TableWriter(idLength, writer.blockSize(), writer.padded(), writer.restart(), 0)
                            : writer)
                    .table(references));
            all.putAll(references);
        }
        Path top = Files.createTempDirectory("tables");
        try {
            TableWriter.stack(top.resolve(".git"), idLength, tables);
            all.forEach((name, value) -> {
                GitObjects git = GitObjects.at(top).orElseThrow(); // each has work for one question
                if (value.isEmpty()) {
                    assertThat(git.id(name)).as(name).isEmpty();
                } else if (value.startsWith("ref: ")) {
                    assertThat(GitObjects.view(top).text(".git/" + name)).contains(value);
                } else {
                    assertThat(git.id(name)).as(name).contains(value.substring(0, 2 * idLength));
                }
                if (!all.containsKey(name + "-")) {
                    assertThat(git.id(name + "-")).isEmpty();
                }
            });
        } finally {
            GitObjectsProperties.delete(top);
        }
    }

    private static String name(Random random) {
        StringBuilder name = new StringBuilder("refs/" + (random.nextBoolean() ? "heads" : "tags"));
        for (int i = random.nextInt(3); i >= 0; i--) {
            name.append('/').append(List.of("a", "topic", "ä", "x-1", "0").get(random.nextInt(5)));
            name.append(random.nextInt(30) == 0 ? "y".repeat(90) : random.nextInt(50));
        }
        return name.toString();
    }

    private static String value(Random random, int idLength) {
        return switch (random.nextInt(6)) {
            case 0 -> "";
            case 1 -> "ref: " + name(random);
            case 2 -> id(random, idLength) + " " + id(random, idLength);
            default -> id(random, idLength);
        };
    }

    private static String id(Random random, int idLength) {
        byte[] id = new byte[idLength];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
