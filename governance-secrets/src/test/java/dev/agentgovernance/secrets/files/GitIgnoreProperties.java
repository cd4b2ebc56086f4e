/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.secrets.SecretScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What is left out is what git itself says it ignores. */
class GitIgnoreProperties {
    private static final FileScanner SCANNER =
            FileScanner.of(SecretScanner.standard()).withoutGitIgnored();

    private static Path repository = Path.of("");

    @BeforeContainer
    static void makeARepository() throws IOException, InterruptedException {
        repository = Files.createTempDirectory("ignored").toRealPath();
        git("", "init", "-q");
        List<String> folders = List.of("", "a", "b", "a/b", "a/b/a", "b/a", "ab", "ab/b", "a-b", "a/c d", "[a]", "é");
        for (String folder : folders) {
            Files.createDirectories(repository.resolve(folder));
        }
        for (String folder : folders) {
            for (String file : List.of("a", "b", "ab", "b.a", "aab", "a.b.a", "a]", "!b", "#a", "-", "é", "x ")) {
                Path made = repository.resolve(folder).resolve(file);
                if (!Files.isDirectory(made)) {
                    Files.writeString(made, "nothing");
                }
            }
        }
    }

    @AfterContainer
    static void removeTheRepository() throws IOException {
        try (Stream<Path> paths = Files.walk(repository)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Provide
    Arbitrary<List<String>> patterns() {
        Arbitrary<String> part = Arbitraries.of(
                "a",
                "b",
                "a",
                "b",
                "ab",
                "*",
                "?",
                "**",
                "/",
                "/",
                ".",
                "[ab]",
                "[!a]",
                "[^b]",
                "[a-b]",
                "[]a]",
                "[",
                "]",
                "\\",
                "\\a",
                "!",
                "#",
                " ",
                "-",
                "[[:alpha:]]",
                "[[:punct:]]",
                "[a-",
                "[\\]]",
                "é",
                "c d",
                "**/",
                "/**");
        return part.list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(parts -> String.join("", parts))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Property(tries = 60)
    void theSameIsLeftOutAsByGit(
            @ForAll("patterns") List<String> top,
            @ForAll("patterns") List<String> below,
            @ForAll boolean carriageReturns)
            throws IOException, InterruptedException {
        String end = carriageReturns ? "\r\n" : "\n";
        Files.writeString(repository.resolve(".gitignore"), String.join(end, top) + end);
        Files.writeString(repository.resolve("a/.gitignore"), String.join(end, below));

        Scanned scanned = Scanned.of(SCANNER, repository);

        Set<String> seen = new TreeSet<>();
        scanned.texts.forEach(
                path -> seen.add(repository.relativize(Path.of(path)).toString()));
        assertThat(seen).as(top + " and below a " + below).isEqualTo(wantedByGit());
    }

    private static Set<String> wantedByGit() throws IOException, InterruptedException {
        List<String> files;
        try (Stream<Path> paths = Files.walk(repository)) {
            files = paths.filter(path -> !path.startsWith(repository.resolve(".git")))
                    .filter(Files::isRegularFile)
                    .map(path -> repository.relativize(path).toString())
                    .toList();
        }
        String input = files.stream().collect(Collectors.joining("\0", "", "\0"));
        Set<String> wanted = new TreeSet<>(files);
        Arrays.asList(git(input, "check-ignore", "--no-index", "-z", "--stdin").split("\0"))
                .forEach(wanted::remove);
        return wanted;
    }

    private static String git(String input, String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("git"));
        words.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(repository.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        Process process = builder.start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isBetween(0, 1);
        return output;
    }
}
