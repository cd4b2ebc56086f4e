/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What is found by halving, in a tree with links, is what asking for each folder from the deepest on finds. */
class RealPathsProperties {

    private static Path top = Path.of("");

    @BeforeContainer
    static void makeTree() throws IOException {
        top = Files.createTempDirectory("real-paths").toRealPath();
        Files.createDirectories(top.resolve("a/b/c/d"));
        Files.createDirectories(top.resolve("x"));
        Files.writeString(top.resolve("a/b/file"), "");
        link("x/in", top.resolve("a/b"));
        link("x/up", Path.of(".."));
        link("a/none", Path.of("nowhere"));
        link("a/self", Path.of("self"));
    }

    private static void link(String name, Path target) throws IOException {
        Files.createSymbolicLink(top.resolve(name), target);
    }

    @AfterContainer
    static void remove() throws IOException {
        try (var files = Files.walk(top)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Provide
    Arbitrary<List<String>> names() {
        return Arbitraries.of("a", "b", "c", "d", "x", "in", "up", "none", "self", "file", "new")
                .list()
                .ofMaxSize(7);
    }

    @Property(tries = 2_000)
    void halvingFindsTheDeepestFolder(
            @ForAll("names") List<String> names,
            @ForAll("names") List<String> before,
            @ForAll("names") List<String> root,
            @ForAll boolean last) {
        RealPaths.Last seen = new RealPaths.Last();
        for (int action = 0; action < 2; action++) {
            RealPaths links = new RealPaths(seen);
            links.tree(below(root));
            PathText.of(below(before), null, "").real(true, links);
            PathText path = PathText.of(below(names), null, "");

            assertThat(path.real(last, links).text()).isEqualTo(oneByOne(path.text(), last));
        }
    }

    private static String below(List<String> names) {
        return names.isEmpty() ? top.toString() : top + "/" + String.join("/", names);
    }

    private static String oneByOne(String text, boolean last) {
        Path whole = Path.of(text);
        for (Path path = last ? whole : whole.getParent(); path != null; path = path.getParent()) {
            if (Files.exists(path)) {
                try {
                    return path.toRealPath().resolve(path.relativize(whole)).toString();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return text;
    }
}
