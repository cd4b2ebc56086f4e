/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.DataSensitivity;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Reach;
import dev.agentgovernance.api.effect.Reversibility;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.PathJudge.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathJudgeTest {

    private static final ClassifierSettings SETTINGS = new ClassifierSettings(
            List.of(), List.of(), List.of(), List.of("guard/**", "*.lock-policy"), List.of(), "/home/dev");

    private static final ActionContext CONTEXT = ActionContext.builder("agent")
            .workingDirectory("/home/dev/shop")
            .repositoryRoot("/home/dev/shop")
            .build();

    private static final List<String> HERE = List.of("/home/dev/shop");

    private static Classification judge(Access access, Word word, List<String> folders, ActionContext context) {
        return PathJudge.of(SETTINGS).judge(access, word, folders, context);
    }

    private static Effect effect(Access access, String path) {
        Classification found = judge(access, Word.literal(path, SourceSpan.NONE), HERE, CONTEXT);
        assertThat(found.coverage()).isEqualTo(Coverage.KNOWN);
        assertThat(found.effects()).as(path).hasSize(1);
        return found.effects().get(0);
    }

    private static Word glob(String pattern) {
        return new Word(Word.Form.GLOB, pattern, List.of(), SourceSpan.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".claude/settings.json",
                "./.claude/settings.json",
                ".claude//settings.json",
                "src/../.claude/settings.json",
                ".CLAUDE/SETTINGS.JSON",
                "/home/dev/shop/.claude/settings.local.json",
                "~/.claude/x",
                "/home/dev/.claude/x",
                "../.claude/x",
                ".claude/hooks/guard.sh",
                ".claude",
                ".claude/",
                "~/.claude",
                "~/.claude.json",
                ".mcp.json",
                "sub/.codex/config.toml",
                ".git/hooks/pre-commit",
                "/proc/self/cwd/.claude/settings.json",
                ".claude/\u200bsettings.json",
                "/proc/self/root/home/dev/.claude/x",
                "guard/policy.txt",
                "a.lock-policy",
                "guard",
                ".git"
            })
    void changingWhatGovernsTheAgentIsTampering(String path) {
        assertThat(effect(Access.WRITE, path).kind()).isEqualTo(EffectKind.AGENT_SELF_TAMPER);
        assertThat(effect(Access.DELETE_RECURSIVE, path).kind()).isEqualTo(EffectKind.AGENT_SELF_TAMPER);
    }

    @ParameterizedTest
    @CsvSource({
        "CLAUDE.md,agent.instructions",
        "docs/AGENTS.md,agent.instructions",
        ".github/workflows/ci.yml,ci.config",
        ".gitlab-ci.yml,ci.config",
        ".git/config,system.persistence",
        "~/.bashrc,system.persistence",
        "/etc/cron.d/x,system.persistence",
        "~/.ssh/authorized_keys,system.persistence",
        "/dev/sda,fs.device",
        "/dev/nvme0n1,fs.device",
        "/dev/../dev/sda,fs.device",
        "/dev/tcp/example.com/80,net.send",
        "src/A.java,fs.write",
        ".env,fs.write",
        "/etc/hosts,fs.write",
        ".claude/notes.txt,fs.write"
    })
    void theKindOfAWriteFollowsFromThePath(String path, String kind) {
        assertThat(effect(Access.WRITE, path).kind().id()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/null", "/dev/stderr", "/dev/tty", "/dev/fd/2", "/dev/./null"})
    void someDevicesTakeAnything(String path) {
        Classification found = judge(Access.WRITE, Word.literal(path, SourceSpan.NONE), HERE, CONTEXT);
        assertThat(found.effects()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".env",
                ".env.local",
                "config/.env.production",
                "~/.ssh/id_rsa",
                "/home/dev/.ssh/id_ed25519",
                "../../dev/.aws/credentials",
                "server.pem",
                "/proc/self/environ",
                "/proc/1/environ",
                "/etc/shadow",
                "~root/.ssh/id_rsa",
                "~/.ssh",
                "/",
                "~",
                "/proc/self/root/etc/shadow",
                ".ENV",
                "x/./../.env",
                "/dev/sda"
            })
    void readingASecretBringsItToLight(String path) {
        assertThat(effect(Access.READ, path).kind()).isEqualTo(EffectKind.SECRET_READ);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".env.example",
                "README.md",
                "src/env.ts",
                "/etc/hosts",
                "docs/secrets.md",
                "id_rsa_test.java",
                "-x"
            })
    void readingOtherFilesDoesNot(String path) {
        assertThat(effect(Access.READ, path).kind()).isEqualTo(EffectKind.FS_READ);
    }

    @Test
    void readingASecretSaysSo() {
        assertThat(effect(Access.READ, ".env").data()).isEqualTo(DataSensitivity.SECRET);
        assertThat(effect(Access.WRITE, ".env").data()).isEqualTo(DataSensitivity.SECRET);
        assertThat(effect(Access.WRITE, "a.txt").data()).isEqualTo(DataSensitivity.ORDINARY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "~/.s*/id_*",
                "~/.ssh/*",
                ".e*",
                ".en?",
                "~/.[s]sh/id_rsa",
                "*.pem",
                "/etc/shad*",
                "/home/dev/.ss?/id_rsa"
            })
    void aPatternThatMatchesSecretsReadsThem(String pattern) {
        assertThat(judge(Access.READ, glob(pattern), HERE, CONTEXT).effects())
                .allMatch(effect -> effect.kind() == EffectKind.SECRET_READ);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "*.txt", "src/*.java", "**", "./**/*", "docs/*"})
    void aPatternForOrdinaryFilesDoesNot(String pattern) {
        assertThat(judge(Access.READ, glob(pattern), HERE, CONTEXT).effects())
                .allMatch(effect -> effect.kind() == EffectKind.FS_READ);
    }

    @ParameterizedTest
    @CsvSource({
        "/,MACHINE,IRREVERSIBLE",
        "~,MACHINE,IRREVERSIBLE",
        "~/,MACHINE,IRREVERSIBLE",
        ".,MACHINE,IRREVERSIBLE",
        "./,MACHINE,IRREVERSIBLE",
        "..,MACHINE,IRREVERSIBLE",
        "/home/dev/shop,MACHINE,IRREVERSIBLE",
        "/home,MACHINE,IRREVERSIBLE",
        "/home/dev,MACHINE,IRREVERSIBLE",
        "src/..,MACHINE,IRREVERSIBLE",
        "/etc,MACHINE,IRREVERSIBLE",
        "/usr/lib/x,MACHINE,IRREVERSIBLE",
        "~/other,MACHINE,IRREVERSIBLE",
        "../other,MACHINE,IRREVERSIBLE",
        "src,WORKSPACE,IRREVERSIBLE",
        "target,WORKSPACE,REVERSIBLE",
        "web/node_modules,WORKSPACE,REVERSIBLE",
        "/home/dev/shop/dist,WORKSPACE,REVERSIBLE",
        "/home/dev/shop/build,WORKSPACE,IRREVERSIBLE",
        "/tmp/x,WORKSPACE,REVERSIBLE",
        "/tmp,MACHINE,IRREVERSIBLE",
        "/tmp/../etc,MACHINE,IRREVERSIBLE",
        "target/../src,WORKSPACE,IRREVERSIBLE",
        "target/../..,MACHINE,IRREVERSIBLE",
        "/var/tmp/a/b,WORKSPACE,REVERSIBLE",
        "//,MACHINE,IRREVERSIBLE",
        "/./,MACHINE,IRREVERSIBLE",
        "/tmp/..,MACHINE,IRREVERSIBLE",
        "~/../dev,MACHINE,IRREVERSIBLE",
        "C:\\Windows,MACHINE,IRREVERSIBLE",
        "/home/dev/build,MACHINE,IRREVERSIBLE"
    })
    void whatADeleteCostsFollowsFromThePlace(String path, Reach reach, Reversibility reversibility) {
        Effect effect = effect(Access.DELETE_RECURSIVE, path);
        assertThat(effect.kind()).isEqualTo(EffectKind.FS_DELETE_RECURSIVE);
        assertThat(effect.reach()).isEqualTo(reach);
        assertThat(effect.reversibility()).isEqualTo(reversibility);
    }

    @ParameterizedTest
    @CsvSource({
        "*,MACHINE,IRREVERSIBLE",
        "/*,MACHINE,IRREVERSIBLE",
        "~/*,MACHINE,IRREVERSIBLE",
        "./*,MACHINE,IRREVERSIBLE",
        ".*,MACHINE,IRREVERSIBLE",
        "../*,MACHINE,IRREVERSIBLE",
        "/tmp/*,MACHINE,IRREVERSIBLE",
        "/home/*,MACHINE,IRREVERSIBLE",
        "src/*,WORKSPACE,IRREVERSIBLE",
        "dist/*,WORKSPACE,REVERSIBLE",
        "/tmp/x*,WORKSPACE,REVERSIBLE",
        "*.pyc,WORKSPACE,REVERSIBLE",
        "*.java,WORKSPACE,IRREVERSIBLE"
    })
    void soDoesThatOfAPattern(String pattern, Reach reach, Reversibility reversibility) {
        List<Effect> effects =
                judge(Access.DELETE_RECURSIVE, glob(pattern), HERE, CONTEXT).effects();
        assertThat(effects).hasSize(1);
        assertThat(effects.get(0).reach()).isEqualTo(reach);
        assertThat(effects.get(0).reversibility()).isEqualTo(reversibility);
    }

    @Test
    void aPathThatIsNotKnownMayBeAnyPath() {
        for (String prefix : List.of("", "src/", "/")) {
            Classification found = judge(Access.DELETE_RECURSIVE, Word.dynamic(prefix, SourceSpan.NONE), HERE, CONTEXT);
            assertThat(found.coverage()).isEqualTo(Coverage.PARTIAL);
            assertThat(found.effects())
                    .anyMatch(effect ->
                            effect.reach() == Reach.MACHINE && effect.reversibility() == Reversibility.IRREVERSIBLE);
        }
        assertThat(judge(Access.READ, Word.dynamic("", SourceSpan.NONE), HERE, CONTEXT)
                        .isKnownRead())
                .isFalse();
        assertThat(judge(Access.LIST, Word.dynamic("", SourceSpan.NONE), HERE, CONTEXT)
                        .isKnownRead())
                .isTrue();
        assertThat(judge(Access.WRITE, Word.dynamic("~/.claude/", SourceSpan.NONE), HERE, CONTEXT)
                        .effects())
                .anyMatch(effect -> effect.kind() == EffectKind.AGENT_SELF_TAMPER);
    }

    @Test
    void withoutAPlaceARelativePathIsOfTheWorkspaceUnlessItClimbs() {
        ActionContext nowhere = ActionContext.builder("agent").build();
        Word inside = Word.literal("src/x", SourceSpan.NONE);
        Word outside = Word.literal("src/../../x", SourceSpan.NONE);
        Word elsewhere = Word.literal("/srv/x", SourceSpan.NONE);
        assertThat(judge(Access.WRITE, inside, List.of(), nowhere)
                        .effects()
                        .get(0)
                        .reach())
                .isEqualTo(Reach.WORKSPACE);
        assertThat(judge(Access.WRITE, outside, List.of(), nowhere)
                        .effects()
                        .get(0)
                        .reach())
                .isEqualTo(Reach.MACHINE);
        assertThat(judge(Access.WRITE, elsewhere, List.of(), nowhere)
                        .effects()
                        .get(0)
                        .reach())
                .isEqualTo(Reach.MACHINE);
        assertThat(judge(Access.WRITE, inside, List.of(""), CONTEXT)
                        .effects()
                        .get(0)
                        .reach())
                .isEqualTo(Reach.MACHINE);
    }

    @Test
    void linksAreFollowed(@TempDir Path folder) throws IOException {
        Path tree = Files.createDirectories(folder.resolve("tree"));
        Path home = Files.createDirectories(folder.resolve("outside/.claude"));
        Files.createSymbolicLink(tree.resolve("innocent"), home);
        Files.createSymbolicLink(tree.resolve("out"), folder.resolve("outside"));
        ActionContext context = ActionContext.builder("agent")
                .workingDirectory(tree.toString())
                .repositoryRoot(tree.toString())
                .build();
        List<String> here = List.of(tree.toString());
        Word tampering = Word.literal("innocent/settings.json", SourceSpan.NONE);
        assertThat(judge(Access.WRITE, tampering, here, context).effects())
                .extracting(Effect::kind)
                .containsExactly(EffectKind.AGENT_SELF_TAMPER);
        // What lies in the folder for temporary files, as this test does, is not far away.
        Word escape = Word.literal("out/notes.txt", SourceSpan.NONE);
        Effect effect = judge(Access.WRITE, escape, here, context).effects().get(0);
        assertThat(effect.kind()).isEqualTo(EffectKind.FS_WRITE);
        Word link = Word.literal("innocent", SourceSpan.NONE);
        assertThat(judge(Access.DELETE, link, here, context).effects())
                .extracting(Effect::kind)
                .containsExactly(EffectKind.FS_DELETE);
    }

    @Test
    void aWordThatIsOneOfSomeIsAllOfThem() {
        Word word = new Word(Word.Form.ONE_OF, "", List.of("a.txt", ".env"), SourceSpan.NONE);
        assertThat(judge(Access.READ, word, HERE, CONTEXT).effects())
                .extracting(Effect::kind)
                .containsExactlyInAnyOrder(EffectKind.FS_READ, EffectKind.SECRET_READ);
    }
}
