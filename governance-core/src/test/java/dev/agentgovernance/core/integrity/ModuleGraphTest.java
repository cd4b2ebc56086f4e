/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.core.change.Diff;
import dev.agentgovernance.core.internal.classify.RepositoryView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Build files of each family, and what follows from them. */
class ModuleGraphTest {

    private static ModuleGraph read(Map<String, String> files) {
        return ModuleScan.read(RepositoryView.of(files));
    }

    /** All arrows, as {@code user -> used}. */
    private static List<String> arrows(ModuleGraph graph) {
        return graph.modules().stream()
                .flatMap(module -> graph.uses(module).stream().map(used -> module + " -> " + used))
                .toList();
    }

    private static String pom(String artifact, String parent, String rest) {
        return """
                <?xml version="1.0"?>
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  %s
                  <artifactId>%s</artifactId>
                  %s
                </project>
                """.formatted(
                        parent.isEmpty()
                                ? "<groupId>com.acme</groupId>"
                                : "<parent><groupId>com.acme</groupId><artifactId>" + parent + "</artifactId></parent>",
                        artifact,
                        rest);
    }

    private static String dependency(String group, String artifact) {
        return "<dependency><groupId>" + group + "</groupId><artifactId>" + artifact + "</artifactId>"
                + "<exclusions><exclusion><artifactId>no</artifactId></exclusion></exclusions></dependency>";
    }

    @Test
    void maven() {
        Map<String, String> files = Map.of(
                "pom.xml",
                pom(
                        "all",
                        "",
                        "<packaging>pom</packaging><modules><module>core</module></modules><dependencyManagement><dependencies>"
                                + dependency("com.acme", "core") + "</dependencies></dependencyManagement>"),
                "core/pom.xml",
                pom("core", "all", "<dependencies>" + dependency("org.other", "shop") + "</dependencies>"),
                "shop/pom.xml",
                pom(
                        "shop",
                        "all",
                        "<dependencies>" + dependency("${project.groupId}", "core")
                                + "</dependencies><build><plugins><plugin><dependencies>"
                                + dependency("com.acme", "rules")
                                + "</dependencies><artifactId>plug</artifactId></plugin></plugins></build>"),
                "rules/pom.xml",
                pom("rules", "all", ""),
                "tools/plug/pom.xml",
                pom("plug", "all", ""),
                "web/pom.xml",
                pom(
                        "web",
                        "all",
                        "<profiles><profile><dependencies>" + dependency("com.acme", "shop")
                                + "</dependencies></profile></profiles>"),
                "no/pom.xml",
                pom("no", "", ""));
        ModuleGraph graph = read(files);
        assertThat(graph.modules()).containsExactly(".", "core", "no", "rules", "shop", "tools/plug", "web");
        assertThat(arrows(graph)).containsExactly("shop -> core", "shop -> rules", "shop -> tools/plug", "web -> shop");
        assertThat(graph.affected(List.of("core/src/main/java/A.java"))).containsExactly("core", "shop", "web");
        assertThat(graph.affected(List.of("README.md"))).containsExactly(".");
        assertThat(graph.affected(List.of("pom.xml")))
                .containsExactly(".", "core", "no", "rules", "shop", "tools/plug", "web");
        assertThat(graph.order()).containsSubsequence("core", "shop", "web").containsSubsequence("rules", "shop");
        assertThat(graph.isWhole()).isTrue();
    }

    @Test
    void gradle() {
        ModuleGraph graph = read(Map.of(
                "settings.gradle.kts",
                """
                rootProject.name = "all"
                // include(":gone")
                include(":core", ":web-ui:app")
                include(":tax")
                project(":tax").projectDir = file("libs/tax")
                """,
                "core/build.gradle.kts",
                "dependencies { testImplementation(\"junit:junit:4\") }",
                "web-ui/app/build.gradle.kts",
                "dependencies {\n implementation(project(\":core\"))\n /* project(\":no\") */ api(project(path = \":tax\"))\n}",
                "libs/tax/build.gradle",
                "dependencies { implementation project(':core') }",
                "cli/build.gradle.kts",
                "dependencies { implementation(projects.webUi.app) }",
                "buildSrc/src/main/kotlin/Rules.kt",
                "class Rules"));
        assertThat(arrows(graph))
                .contains("web-ui/app -> core", "web-ui/app -> libs/tax", "libs/tax -> core", "cli -> web-ui/app")
                .contains("core -> buildSrc");
        assertThat(graph.affected(List.of("libs/tax/A.kt"))).containsExactly("cli", "libs/tax", "web-ui/app");
        assertThat(graph.affected(List.of("gradle/libs.versions.toml"))).contains("core", "cli");
    }

    @Test
    void node() {
        ModuleGraph graph = read(Map.of(
                "package.json",
                "{\"workspaces\": [\"packages/*\"]}",
                "packages/core/package.json",
                "{\"name\": \"@acme/core\"}",
                "packages/web/package.json",
                "{\"name\": \"web\", \"dependencies\": {\"@acme/core\": \"workspace:*\", \"react\": \"18\"}}",
                "packages/cli/package.json",
                "{\"devDependencies\": {\"elsewhere\": \"file:../web\"}}",
                "packages/broken/package.json",
                "{\"name\": ",
                "packages/web/node_modules/x/package.json",
                "{\"name\": \"react\"}"));
        assertThat(arrows(graph)).containsExactly("packages/cli -> packages/web", "packages/web -> packages/core");
        assertThat(graph.modules()).contains("packages/broken").hasSize(5);
    }

    @Test
    void cargo() {
        ModuleGraph graph = read(
                Map.of(
                        "Cargo.toml",
                        "[workspace]\nmembers = [\"a\"]\n[workspace.dependencies]\ncore = { path = \"core\" }\n",
                        "core/Cargo.toml",
                        "[package]\nname = \"shop-core\" # the core\n",
                        "a/Cargo.toml",
                        """
                        [package]
                        name = "a"
                        [dependencies]
                        serde = { version = "1", features = [
                          "derive",
                        ] }
                        base = { package = "shop-core", version = "1" }
                        """,
                        "b/Cargo.toml",
                        "[package]\nname = \"b\"\n[target.'cfg(unix)'.dev-dependencies]\na.workspace = true\n[dependencies.x]\npath = \"../core\"\n"));
        assertThat(arrows(graph)).containsExactly("a -> core", "b -> a", "b -> core");
        assertThat(graph.affected(List.of("Cargo.lock"))).containsExactly(".", "a", "b", "core");
    }

    @Test
    void go() {
        ModuleGraph graph = read(Map.of(
                "go.work",
                "use (\n ./shop\n ./tools\n)\n",
                "shop/go.mod",
                "module acme.example/shop // the shop\n\ngo 1.22\n",
                "tools/go.mod",
                "module acme.example/tools\n",
                "shop/cost/cost.go",
                "package cost\n",
                "shop/cart/cart.go",
                "package cart\n\nimport (\n\t\"fmt\"\n\tc \"acme.example/shop/cost\" // money\n)\n\nfunc x() { \"acme.example/shop/no\" }\n",
                "tools/main.go",
                "package main\nimport \"acme.example/shop/cart\"\n",
                "shop/no/no.go",
                "package no\n"));
        assertThat(arrows(graph)).containsExactly("shop/cart -> shop/cost", "tools -> shop/cart");
        assertThat(graph.affected(List.of("shop/cost/testing/x.json")))
                .containsExactly("shop/cart", "shop/cost", "tools");
        assertThat(graph.affected(List.of("shop/go.mod"))).contains("shop/no", "tools");
    }

    @Test
    void bazelAndPython() {
        ModuleGraph graph = read(
                Map.of(
                        "core/BUILD.bazel",
                        "java_library(name = \"core\", visibility = [\"//shop:__pkg__\"])",
                        "shop/BUILD",
                        "deps = [\"//core\", \"//core:x\", \"@maven//:guava\"] # \"//gone\"",
                        "gone/BUILD",
                        "",
                        "py/core/pyproject.toml",
                        "[project]\nname = \"Shop_Core\"\n",
                        "py/web/pyproject.toml",
                        "[project]\nname = \"web\"\ndependencies = [\n  \"requests>=2\",\n  'shop-core[all]>=1', # ours\n]\n",
                        "py/cli/pyproject.toml",
                        "[tool.poetry]\nname = \"cli\"\n[tool.poetry.dependencies]\npython = \"^3\"\nx = { path = \"../web\", develop = true }\n"));
        assertThat(arrows(graph)).containsExactly("py/cli -> py/web", "py/web -> py/core", "shop -> core");
    }

    @Test
    void branchesAreMergedProvidersFirst() {
        ModuleGraph graph = new ModuleGraph(
                Set.of("core", "shop", "web", "docs"),
                Map.of("shop", Set.of("core"), "web", Set.of("shop")),
                Map.of(),
                true);
        Map<String, List<String>> files = new LinkedHashMap<>();
        files.put("web", List.of("web/a.ts"));
        files.put("docs", List.of("docs/a.md"));
        files.put("core", List.of("core/a.ts", "elsewhere.txt"));
        files.put("mixed", List.of("core/b.ts", "web/b.ts"));
        assertThat(graph.mergeOrder(files))
                .containsSubsequence("core", "web")
                .containsExactlyInAnyOrder("web", "docs", "core", "mixed");
        files.remove("mixed");
        assertThat(graph.mergeOrder(files)).containsExactly("core", "web", "docs");
    }

    @Test
    void changesMeetThroughTheModulesThatUseEachOther() {
        ModuleGraph graph = new ModuleGraph(
                Set.of("core", "shop", "web"), Map.of("shop", Set.of("core"), "web", Set.of("shop")), Map.of(), true);
        Diff rename = Diff.parse("""
                diff --git a/core/src/Shop.java b/core/src/Shop.java
                index 1111111..2222222 100644
                --- a/core/src/Shop.java
                +++ b/core/src/Shop.java
                @@ -1,4 +1,3 @@
                 class Shop {
                -    void open(int door) {}
                -    private void inside() {}
                +    void unlock(int door) {}
                 }
                """);
        Diff web = Diff.parse("""
                diff --git a/web/src/Page.java b/web/src/Page.java
                index 1111111..2222222 100644
                --- a/web/src/Page.java
                +++ b/web/src/Page.java
                @@ -1,2 +1,3 @@
                 class Page {
                +    int width;
                 }
                """);
        assertThat(ConflictCheck.between(rename, web, graph))
                .extracting(Conflict::kind, Conflict::file, Conflict::line, Conflict::otherFile, Conflict::why)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        Conflict.Kind.DEPENDS,
                        "core/src/Shop.java",
                        2,
                        "web/src/Page.java",
                        "One takes away 'open' of 'core', which 'web' of the other depends on."));
        assertThat(ConflictCheck.between(web, rename, graph))
                .extracting(Conflict::swapped)
                .hasSize(1);
        assertThat(ConflictCheck.between(rename, web)).isEmpty();
    }

    @Test
    void nothingIsReadThroughAnEntityOrFromOutside(@TempDir Path top) throws IOException {
        Path secret = Files.writeString(top.resolve("artifact.txt"), "core");
        Path tree = Files.createDirectories(top.resolve("tree"));
        Files.createDirectories(tree.resolve("core"));
        Files.createDirectories(tree.resolve("shop"));
        Files.writeString(tree.resolve("core/pom.xml"), pom("core", "", ""));
        Files.writeString(
                tree.resolve("shop/pom.xml"),
                "<!DOCTYPE project [<!ENTITY x SYSTEM \"" + secret.toUri() + "\"><!ENTITY y \"core\">]>"
                        + "<project><groupId>com.acme</groupId><artifactId>shop</artifactId><dependencies><dependency>"
                        + "<groupId>com.acme</groupId><artifactId>&x;&y;</artifactId></dependency></dependencies></project>");
        Files.createSymbolicLink(tree.resolve("out"), top);
        Files.createSymbolicLink(tree.resolve("shop/circle"), tree);
        ModuleGraph graph = ModuleGraph.read(tree);
        assertThat(graph.modules()).containsExactly("core", "shop");
        assertThat(arrows(graph)).isEmpty();
    }

    @Test
    void aCodebaseThatIsTooLargeOrTooDeepIsReadInPart() {
        Map<String, String> files = new TreeMap<>();
        files.put("a/".repeat(200) + "package.json", "{}");
        ModuleGraph deep = read(files);
        assertThat(deep.isWhole()).isFalse();
        assertThat(deep.modules()).isEmpty();

        Map<String, String> wide = new TreeMap<>();
        for (int i = 0; i < 900; i++) {
            wide.put("p" + i + "/package.json", "{\"name\": \"same\", \"dependencies\": {\"same\": \"1\"}}");
        }
        ModuleGraph crowded = read(wide);
        assertThat(crowded.modules()).hasSize(900);
        assertThat(crowded.isWhole()).isFalse();
    }
}
