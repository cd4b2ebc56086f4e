/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A repository that the real git keeps.
 *
 * @param path its folder
 */
record GitRepository(Path path) {

    static GitRepository init(Path path) {
        GitRepository repository = new GitRepository(path);
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        repository.git("init", "-q", "-b", "main");
        return repository;
    }

    GitRepository write(String file, String text) throws IOException {
        Path target = path.resolve(file);
        Files.createDirectories(target.getParent());
        Files.writeString(target, text);
        return this;
    }

    /** Commits everything, and returns the name of the commit. */
    String commit(String message) {
        git("add", "-A", "-f");
        git("commit", "-q", "--no-verify", "-m", message);
        return git("rev-parse", "HEAD").strip();
    }

    String git(String... arguments) {
        try {
            Process process = process(Map.of(), arguments);
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            return output;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    Process process(Map<String, String> environment, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of("git"));
        words.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(path.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment()
                .putAll(Map.of(
                        "GIT_CONFIG_GLOBAL", "/dev/null",
                        "GIT_CONFIG_NOSYSTEM", "1",
                        "GIT_AUTHOR_NAME", "Someone",
                        "GIT_AUTHOR_EMAIL", "someone@example.org",
                        "GIT_COMMITTER_NAME", "Someone",
                        "GIT_COMMITTER_EMAIL", "someone@example.org"));
        return builder.start();
    }
}
