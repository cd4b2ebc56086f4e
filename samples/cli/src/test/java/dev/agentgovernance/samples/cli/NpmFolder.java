/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A folder with packages of npm, fetched once. */
final class NpmFolder {

    private NpmFolder() {}

    /**
     * Fetches packages, unless they are there.
     *
     * @param there what is in {@code node_modules} once they are
     * @param words options and packages
     */
    static void install(Path folder, String there, List<String> words) throws IOException, InterruptedException {
        if (Files.exists(folder.resolve("node_modules").resolve(there))) {
            return;
        }
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("package.json"), "{\"private\":true}");
        List<String> command = new ArrayList<>(List.of("npm", "install", "--no-audit", "--no-fund"));
        command.addAll(words);
        Path log = folder.resolve("npm.log");
        Process npm = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(npm.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(npm.exitValue()).as(Files.readString(log)).isZero();
    }
}
