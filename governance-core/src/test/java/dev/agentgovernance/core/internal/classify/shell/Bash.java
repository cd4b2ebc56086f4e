/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Asks a real shell. Nothing that is given to it is run, except for words that are printed. */
final class Bash {

    private Bash() {}

    /** Tells for each of some scripts whether the shell accepts it; one process for all. */
    static List<Boolean> accepts(List<String> scripts) {
        try {
            Path folder = Files.createTempDirectory("scripts");
            for (int i = 0; i < scripts.size(); i++) {
                Files.writeString(folder.resolve(Integer.toString(i)), scripts.get(i));
            }
            String loop = "for ((i = 0; i < " + scripts.size()
                    + "; i++)); do if bash -n \"$1/$i\" 2>/dev/null; then echo y; else echo n; fi; done";
            List<String> lines = run(List.of("bash", "-c", loop, "bash", folder.toString()), "")
                    .lines()
                    .toList();
            for (int i = 0; i < scripts.size(); i++) {
                Files.delete(folder.resolve(Integer.toString(i)));
            }
            Files.delete(folder);
            return lines.stream().map("y"::equals).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the words that the shell makes of each of some texts; the texts hold quotes and nothing that runs. */
    static List<List<String>> words(List<String> texts) {
        StringBuilder script =
                new StringBuilder("show() { printf '").append('%').append("s\\0' \"$#\" \"$@\"; }\n");
        texts.forEach(text -> script.append("show ").append(text).append('\n'));
        String[] printed = run(List.of("bash", "-f", "-s"), script.toString()).split("\0", -1);
        List<List<String>> all = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < texts.size(); i++) {
            int count = Integer.parseInt(printed[at++]);
            all.add(List.of(printed).subList(at, at + count));
            at += count;
        }
        return all;
    }

    private static String run(List<String> command, String input) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Thread writer = new Thread(() -> {
                try (var out = process.getOutputStream()) {
                    out.write(input.getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            writer.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            writer.join();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the shell does not come back");
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
