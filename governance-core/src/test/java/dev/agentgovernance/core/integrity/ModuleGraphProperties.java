/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.core.internal.classify.RepositoryView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Laws of the graph, against an oracle that follows arrows until nothing is new; and any text for a build file. */
class ModuleGraphProperties {

    private static final int MOST = 12;

    private static Map<String, Set<String>> arrows(List<Integer> pairs) {
        Map<String, Set<String>> uses = new HashMap<>();
        for (int pair : pairs) {
            uses.computeIfAbsent("m" + pair % MOST, key -> new TreeSet<>()).add("m" + pair / MOST % MOST);
        }
        return uses;
    }

    private static ModuleGraph graph(Map<String, Set<String>> uses) {
        List<String> modules = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            modules.add("m" + i);
        }
        return new ModuleGraph(modules, uses, Map.of(), true);
    }

    /** Whether one reaches another by at least one arrow between different modules. */
    private static boolean[][] reach(Map<String, Set<String>> uses) {
        boolean[][] reach = new boolean[MOST][MOST];
        uses.forEach((from, targets) -> targets.forEach(to -> {
            if (!from.equals(to)) {
                reach[Integer.parseInt(from.substring(1))][Integer.parseInt(to.substring(1))] = true;
            }
        }));
        for (int via = 0; via < MOST; via++) {
            for (int from = 0; from < MOST; from++) {
                for (int to = 0; to < MOST; to++) {
                    reach[from][to] |= reach[from][via] && reach[via][to];
                }
            }
        }
        return reach;
    }

    @Property(tries = 2_000)
    void whatIsAffectedIsAllThatUsesIt(
            @ForAll @Size(max = 30) List<@IntRange(max = MOST * MOST - 1) Integer> pairs,
            @ForAll @Size(max = 4) List<@IntRange(max = MOST - 1) Integer> changed,
            @ForAll @IntRange(max = MOST - 1) int more) {
        Map<String, Set<String>> uses = arrows(pairs);
        ModuleGraph graph = graph(uses);
        boolean[][] reach = reach(uses);
        Set<String> expected = new TreeSet<>();
        for (int module : changed) {
            for (int user = 0; user < MOST; user++) {
                if (user == module || reach[user][module]) {
                    expected.add("m" + user);
                }
            }
        }
        List<String> files =
                new ArrayList<>(changed.stream().map(m -> "m" + m + "/a.txt").toList());
        Set<String> affected = graph.affected(files);
        assertThat(affected).containsExactlyInAnyOrderElementsOf(expected);
        files.add("m" + more + "/pom.xml");
        assertThat(graph.affected(files)).containsAll(affected);
        for (int module = 0; module < MOST; module++) {
            for (int used = 0; used < MOST; used++) {
                assertThat(graph.allUsedBy("m" + module).contains("m" + used)).isEqualTo(reach[module][used]);
            }
        }
    }

    @Property(tries = 2_000)
    void whatIsUsedComesFirst(@ForAll @Size(max = 30) List<@IntRange(max = MOST * MOST - 1) Integer> pairs) {
        Map<String, Set<String>> uses = arrows(pairs);
        List<String> order = graph(uses).order();
        assertThat(order).hasSize(MOST).doesNotHaveDuplicates();
        boolean[][] reach = reach(uses);
        for (int user = 0; user < MOST; user++) {
            for (int used = 0; used < MOST; used++) {
                if (reach[user][used] && !reach[used][user]) {
                    assertThat(order.indexOf("m" + used)).isLessThan(order.indexOf("m" + user));
                }
            }
        }
    }

    @Provide
    static Arbitrary<String> scraps() {
        return Arbitraries.of(
                        "<project>",
                        "</project>",
                        "<dependencies>",
                        "<dependency>",
                        "<artifactId>",
                        "a",
                        "</artifactId>",
                        "<!DOCTYPE x [<!ENTITY a \"&b;\">]>",
                        "&a;",
                        "<![CDATA[",
                        "]]>",
                        "<parent>",
                        "include",
                        "(",
                        ")",
                        "\":a\"",
                        "project",
                        "projects",
                        ".",
                        ",",
                        "projectDir",
                        "=",
                        "file",
                        "\"../../x\"",
                        "{",
                        "}",
                        "\"name\"",
                        ":",
                        "\"dependencies\"",
                        "[",
                        "]",
                        "[dependencies]",
                        "a = ",
                        "path",
                        "\n",
                        "#",
                        "//",
                        "/*",
                        "'",
                        "\"",
                        "\\",
                        "module x/y\n",
                        "import (\n",
                        "\"x/y/../../z\"\n",
                        "\"//a:b\"",
                        "\0",
                        "\ud800")
                .list()
                .ofMaxSize(60)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 3_000)
    void anyTextIsReadWithoutHarm(@ForAll("scraps") String one, @ForAll("scraps") String other) {
        Map<String, String> files = new TreeMap<>();
        for (String name : List.of(
                "pom.xml",
                "settings.gradle",
                "build.gradle",
                "package.json",
                "Cargo.toml",
                "go.mod",
                "a.go",
                "BUILD",
                "pyproject.toml")) {
            files.put(name, one);
            files.put("a/b/" + name, other);
        }
        ModuleGraph graph = ModuleScan.read(RepositoryView.of(files));
        assertThat(graph.modules()).contains(".", "a/b");
        assertThat(graph.modules())
                .allSatisfy(module -> assertThat("/" + module + "/").doesNotContain("/../"));
        assertThat(graph.order()).containsExactlyInAnyOrderElementsOf(graph.modules());
    }
}
