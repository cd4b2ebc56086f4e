/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.agentgovernance.core.internal.classify.RepositoryView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What is read without git is what git itself says, and what is damaged is never read as something else. */
class GitObjectsProperties {

    enum Kept {
        LOOSE,
        REPACKED,
        REF_DELTAS,
        FIRST_INDEX,
        COLLECTED,
        PARTLY_PACKED
    }

    private static boolean installed;
    private static final Map<Kept, Path> SAMPLES = new HashMap<>();
    private static final Map<Kept, Map<String, String>> RIGHT = new HashMap<>();

    @BeforeContainer
    static void look() {
        installed = RealGit.isInstalled();
    }

    @AfterContainer
    static void clear() {
        SAMPLES.values().forEach(GitObjectsProperties::delete);
        SAMPLES.clear();
        RIGHT.clear();
    }

    @Property(tries = 10, edgeCases = EdgeCasesMode.NONE)
    void everyFileAndFolderOfEveryCommitIsWhatGitSays(@ForAll long seed, @ForAll Kept kept, @ForAll boolean longNames) {
        assumeTrue(installed, "git is not installed");
        Path top = made(new Random(seed), kept, longNames);
        try {
            RealGit git = RealGit.in(top);
            GitObjects objects = GitObjects.at(top).orElseThrow();
            List<String> commits = git.run("rev-list", "--all").lines().limit(3).toList();
            Map<String, Map<String, byte[]>> said = git.files(commits);
            assertThat(said).isNotEmpty();
            said.forEach((commit, files) -> same(files, objects.files(commit)));
            for (String line : git.run("for-each-ref", "--format=%(objectname) %(refname)")
                    .lines()
                    .toList()) {
                String name = line.substring(line.indexOf(' ') + 1);
                String id = line.substring(0, line.indexOf(' '));
                assertThat(objects.id(name)).as(name).contains(id);
                assertThat(objects.id(name + "x")).isEmpty();
                assertThat(objects.id("HEAD").equals(objects.id(name)) || !name.equals("refs/heads/main"))
                        .isTrue();
            }
        } finally {
            delete(top);
        }
    }

    private static void same(Map<String, byte[]> said, CommitFiles files) {
        try (files) {
            Map<String, TreeSet<String>> folders = new TreeMap<>();
            folders.put("", new TreeSet<>());
            said.forEach((path, content) -> {
                assertThat(files.text(path)).as(path).contains(shown(content));
                for (int slash = path.lastIndexOf('/'), end = path.length(); end >= 0; ) {
                    String folder = slash < 0 ? "" : path.substring(0, slash);
                    String name = path.substring(slash + 1, end) + (end == path.length() ? "" : "/");
                    folders.computeIfAbsent(folder, f -> new TreeSet<>()).add(name);
                    end = slash;
                    slash = slash < 0 ? -1 : path.lastIndexOf('/', slash - 1);
                }
            });
            folders.forEach((folder, names) ->
                    assertThat(files.names(folder)).as(folder).containsExactlyElementsOf(names));
            assertThat(files.text("not/there")).isEmpty();
            assertThat(files.text("")).isEmpty();
            assertThat(files.names("not/there")).isEmpty();
            assertThat(files.isWhole()).isTrue();
        }
    }

    private static String shown(byte[] content) {
        return new String(content, 0, Math.min(content.length, RepositoryView.MAX_CHARS), StandardCharsets.UTF_8);
    }

    /** Whatever bytes of whichever file are changed: a file is right or not there, and nothing is thrown. */
    @Property(tries = 250)
    void damageNeverMakesAnotherFile(
            @ForAll Kept kept, @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int changes) throws IOException {
        assumeTrue(installed, "git is not installed");
        Path top = SAMPLES.computeIfAbsent(kept, k -> made(new Random(7), k, false));
        Random random = new Random(seed);
        List<Path> targets = damageable(top);
        Path target = targets.get(random.nextInt(targets.size()));
        byte[] right = Files.readAllBytes(target);
        String commit = GitObjects.at(top).flatMap(git -> git.id("HEAD")).orElseThrow();
        Map<String, String> all = RIGHT.computeIfAbsent(kept, k -> read(top, commit));
        assertThat(all).isNotEmpty();
        try {
            target.toFile().setWritable(true);
            Files.write(target, damaged(right, random, changes));
            assertThatCode(() -> {
                        for (Map.Entry<String, String> file : read(top, commit).entrySet()) {
                            assertThat(file.getValue()).isEqualTo(all.get(file.getKey()));
                        }
                    })
                    .doesNotThrowAnyException();
        } finally {
            Files.write(target, right);
        }
    }

    private static Map<String, String> read(Path top, String commit) {
        Map<String, String> read = new TreeMap<>();
        GitObjects.at(top).ifPresent(git -> {
            try (CommitFiles files = git.files(commit)) {
                walk(files, "", read);
            }
        });
        return read;
    }

    private static void walk(CommitFiles files, String folder, Map<String, String> read) {
        for (String name : files.names(folder)) {
            if (name.endsWith("/")) {
                walk(files, folder + name.substring(0, name.length() - 1), read);
            } else {
                String path = folder.isEmpty() ? name : folder + "/" + name;
                files.text(path).ifPresent(text -> read.put(path, text));
            }
        }
    }

    private static List<Path> damageable(Path top) {
        try (Stream<Path> paths = Files.walk(top.resolve(".git"))) {
            return paths.filter(Files::isRegularFile)
                    .filter(path -> path.toString().contains("/objects/"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] damaged(byte[] right, Random random, int changes) {
        byte[] damaged = right.clone();
        for (int i = 0; i < changes && damaged.length > 0; i++) {
            int at = random.nextInt(damaged.length);
            switch (random.nextInt(5)) {
                case 0 -> damaged[at] = (byte) random.nextInt(256);
                case 1 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> damaged = Arrays.copyOf(damaged, at);
                case 3 -> damaged[Math.min(at, 1100) % damaged.length] = (byte) 0xff;
                default ->
                    System.arraycopy(damaged, at, damaged, random.nextInt(at + 1), Math.min(40, damaged.length - at));
            }
        }
        return damaged;
    }

    private static Path made(Random random, Kept kept, boolean longNames) {
        try {
            Path top = Files.createTempDirectory("objects");
            RealGit git = RealGit.in(top);
            git.run("init", "-q", "-b", "main", "--object-format=" + (longNames ? "sha256" : "sha1"));
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            Map<String, byte[]> files = new TreeMap<>();
            for (int commit = 0; commit < 3 + random.nextInt(20); commit++) {
                change(files, random);
                files.put("top.yml", content(random));
                RealGit.commit(stream, random.nextInt(3) == 0 ? "side/" + random.nextInt(3) : "main", files);
            }
            RealGit.commit(stream, "main", files);
            git.fed(stream.toByteArray(), "-c", "fastimport.unpackLimit=100000", "fast-import", "--quiet");
            git.run("update-ref", "refs/remotes/origin/main", "main");
            git.run("tag", "-a", "-m", "t", "v1", "main");
            keep(git, kept, random);
            return top;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void keep(RealGit git, Kept kept, Random random) {
        if (kept == Kept.REPACKED) {
            git.run("repack", "-q", "-adf", "--depth=50", "--window=50");
        } else if (kept == Kept.REF_DELTAS) {
            git.run("-c", "repack.useDeltaBaseOffset=false", "repack", "-q", "-adf", "--depth=50", "--window=50");
        } else if (kept == Kept.FIRST_INDEX) {
            git.run("-c", "pack.indexVersion=1", "repack", "-q", "-adf", "--depth=50", "--window=50");
        } else if (kept == Kept.COLLECTED) {
            git.run("gc", "-q");
            git.run("pack-refs", "--all");
        } else if (kept == Kept.PARTLY_PACKED) {
            git.run("repack", "-q", "-d");
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            Map<String, byte[]> files = new TreeMap<>();
            change(files, random);
            RealGit.commit(stream, "later", files);
            git.fed(stream.toByteArray(), "fast-import", "--quiet");
            git.run("pack-refs", "--all");
        }
    }

    private static void change(Map<String, byte[]> files, Random random) {
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            List<String> paths = new ArrayList<>(files.keySet());
            int what = random.nextInt(10);
            if (what < 4 || paths.isEmpty()) {
                files.put(path(random), content(random));
            } else if (what == 4) {
                files.remove(paths.get(random.nextInt(paths.size())));
            } else {
                String path = paths.get(random.nextInt(paths.size()));
                byte[] before = Objects.requireNonNull(files.get(path));
                byte[] after = Arrays.copyOf(before, before.length + random.nextInt(40));
                if (after.length > 0) {
                    after[random.nextInt(after.length)] = (byte) (32 + random.nextInt(90));
                }
                files.put(path, after);
            }
        }
    }

    /** Files have an ending and folders none, so that no path is both. */
    private static String path(Random random) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < random.nextInt(4); i++) {
            path.append(List.of("a", "b-c", "ä", ".github", "x y").get(random.nextInt(5)))
                    .append('/');
        }
        return path + List.of("a", "b", "z9", "ü", "-").get(random.nextInt(5)) + ".yml";
    }

    private static byte[] content(Random random) {
        byte[] content = new byte[random.nextInt(20) == 0 ? 300_000 : random.nextInt(3_000)];
        if (random.nextInt(4) == 0) {
            random.nextBytes(content);
        } else {
            for (int i = 0; i < content.length; i++) {
                content[i] = (byte) "on: push\n".charAt((i + random.nextInt(20) / 19) % 9);
            }
        }
        return content;
    }

    static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
