/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Guard;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.secrets.SecretScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures the guard on labelled command lines that others wrote, and prints the table of rates. Not part of the default
 * run, since the files are not part of this project:
 *
 * <pre>mvn -pl governance-core -am test -Dtest=CommandCorpora -Dcorpora=DIRECTORY -Dsurefire.failIfNoSpecifiedTests=false</pre>
 *
 * Each line of a file is {@code {"cmd", "expect"}}. {@code read-only} and {@code not-read-only} are asked at OBSERVE, the
 * others at CONTRIBUTE. Half of the lines, by a hash of the command, are held out: they are counted, and what becomes of
 * each is never shown. With {@code -Dcorpora.misses=FILE} the lines of the other half that are not as expected are written
 * to a file, with {@code -Dcorpora.asked=FILE} those that are asked though nothing says that they should be.
 */
class CommandCorpora {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void printsTheRates() throws IOException {
        Path directory = Path.of(System.getProperty("corpora", ""));
        StringBuilder table = new StringBuilder(
                "\n| file | expected | half | rows | allow | ask | deny | slowest ms |\n|---|---|---|---|---|---|---|---|\n");
        List<String> misses = new ArrayList<>();
        List<String> asked = new ArrayList<>();
        try (var files = Files.list(directory)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList()) {
                measure(file, table, misses, asked);
            }
        }
        System.out.println(table);
        write("corpora.misses", misses);
        write("corpora.asked", asked);
    }

    private static void write(String property, List<String> lines) throws IOException {
        String target = System.getProperty(property);
        if (target != null) {
            Files.write(Path.of(target), lines);
        }
    }

    private static void measure(Path file, StringBuilder table, List<String> misses, List<String> asked)
            throws IOException {
        Map<String, int[]> counts = new TreeMap<>();
        Map<String, Long> slowest = new TreeMap<>();
        Guard observe = guard(TrustLevel.OBSERVE);
        Guard contribute = guard(TrustLevel.CONTRIBUTE);
        for (String line : Files.readAllLines(file)) {
            JsonNode row = JSON.readTree(line);
            String command = row.get("cmd").asString();
            String expected = row.get("expect").asString();
            boolean heldOut = heldOut(command);
            String key = expected + " | " + (heldOut ? "held out" : "looked at");
            Guard guard = expected.endsWith("read-only") ? observe : contribute;
            Action action = Action.shell(command);
            long start = System.nanoTime();
            Decision decision = guard.decide(action, TestActions.context());
            slowest.merge(key, System.nanoTime() - start, Math::max);
            int column = decision.match(allow -> 0, ask -> 1, deny -> 2);
            counts.computeIfAbsent(key, k -> new int[3])[column]++;
            if (heldOut) {
                continue;
            }
            if (isMiss(expected, column)) {
                misses.add(shown(file, row, decision));
            }
            if (column == 1 && (expected.equals("not-deny") || expected.equals("any"))) {
                asked.add(shown(file, row, decision));
            }
        }
        counts.forEach((key, n) -> {
            double rows = n[0] + n[1] + n[2];
            table.append(String.format(
                    "| %s | %s | %d | %.1f %% | %.1f %% | %.1f %% | %.1f |%n",
                    file.getFileName(),
                    key,
                    (int) rows,
                    100 * n[0] / rows,
                    100 * n[1] / rows,
                    100 * n[2] / rows,
                    slowest.getOrDefault(key, 0L) / 1e6));
        });
    }

    private static String shown(Path file, JsonNode row, Decision decision) {
        return file.getFileName() + "\t" + row.get("expect").asString() + "\t" + decision.verdict() + "\t"
                + decision.assessment().coverage() + "\t"
                + decision.assessment().effects().stream()
                        .map(e -> e.kind().id())
                        .toList() + "\t"
                + decision.assessment().gaps().stream().map(g -> g.why()).toList() + "\t" + row.get("cmd");
    }

    private static boolean heldOut(String command) {
        CRC32 hash = new CRC32();
        hash.update(command.getBytes(StandardCharsets.UTF_8));
        return (hash.getValue() & 1) == 1;
    }

    private static boolean isMiss(String expected, int column) {
        return switch (expected) {
            case "read-only" -> column != 0;
            case "not-read-only", "deny" -> column == 0;
            default -> column == 2;
        };
    }

    private static Guard guard(TrustLevel level) {
        return Governance.builder(Policy.baseline())
                .detector(SecretScanner.standard())
                .trust(key -> level)
                .homeDirectory("/home/agent")
                .build();
    }
}
