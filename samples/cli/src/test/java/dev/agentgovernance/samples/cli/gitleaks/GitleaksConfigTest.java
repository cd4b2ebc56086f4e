/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli.gitleaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.secrets.SecretScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitleaksConfigTest {
    private static final byte[] KEY = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private static List<String> found(String toml, String path, String text) throws IOException {
        return GitleaksConfig.parse(toml).detector(path, KEY).scan(text).stream()
                .map(finding -> finding.kind().id() + "=" + text.substring((int) finding.start(), (int) finding.end()))
                .toList();
    }

    @Test
    void aRuleNeedsItsKeywordAndFindsItsGroup() throws IOException {
        String toml = """
                [[rules]]
                id = "Acme_Key"
                regex = '''(?i)acme[ =:]{1,5}([a-z0-9]{8})\\b'''
                secretGroup = 1
                keywords = ["ACME"]
                [[rules]]
                id = "plain"
                regex = '''zz-(?:(q+)|(w+))'''
                """;

        assertThat(found(toml, "f", "Acme = ab12cd34 zz-qq zz-w"))
                .containsExactly("acme-key=ab12cd34", "plain=qq", "plain=w");
        assertThat(found(toml.replace("[\"ACME\"]", "[\"other\"]"), "f", "acme = ab12cd34"))
                .isEmpty();
        assertThat(found(toml.replace("[\"ACME\"]", "[\"é\"]"), "f", "acme = ab12cd34 É"))
                .hasSize(1);
    }

    @Test
    void entropyIsABoundThatAValueHasToPass() throws IOException {
        String toml = "[[rules]]\nid='r'\nregex='[a-z]{8}'\nentropy=%s\n";

        assertThat(found(toml.formatted("2.9"), "f", "abcdefgh aaaaaaab")).containsExactly("r=abcdefgh");
        assertThat(found(toml.formatted("3"), "f", "abcdefgh")).isEmpty();
        assertThat(RuleDetector.entropy("aabb")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stopwords=['EXAMPLE'] | 0",
                "stopwords=['nothing'] | 1",
                "regexes=['^k-example$'] | 0",
                "regexes=['^id'] | 1",
                "regexes=['^id k'], regexTarget='match' | 0",
                "regexes=['# test'], regexTarget='line' | 0",
                "paths=['\\.md$'] | 0",
                "paths=['\\.txt$'] | 1",
                "condition='AND', paths=['\\.md$'], stopwords=['nothing'] | 1",
                "condition='AND', paths=['\\.md$'], stopwords=['example'] | 0",
                "condition='OR', paths=['\\.txt$'], stopwords=['example'] | 0",
                "commits=['abc'] | 1",
            })
    void anAllowlistLetsPass(String list, int left) throws IOException {
        String text = "x\nid k-example # test\ny";
        String rule = "[[rules]]\nid='r'\nregex='id (k-[a-z]+)'\n";

        assertThat(found(rule + "allowlists=[{" + list + "}]\n", "a/b.md", text))
                .hasSize(left);
        assertThat(found("allowlists=[{" + list + "}]\n" + rule, "a/b.md", text))
                .hasSize(left);
        assertThat(found(
                        rule + "[rules.allowlist]\n"
                                + list.replace("', ", "'\n").replace("], ", "]\n"),
                        "a/b.md",
                        text))
                .hasSize(left);
        assertThat(found("allowlists=[{targetRules=['other'], " + list + "}]\n" + rule, "a/b.md", text))
                .hasSize(1);
    }

    @Test
    void pathsAndCommitsOfTheWholeAreLetPassAsAWhole() throws IOException {
        GitleaksConfig config =
                GitleaksConfig.parse("[allowlist]\npaths=['vendor/']\ncommits=['abcdef']\nstopwords=['x']");

        assertThat(config.allows("a/vendor/b", "")).isTrue();
        assertThat(config.allows("a\\vendor\\b", "")).isTrue();
        assertThat(config.allows("a/b", "abcdef0123")).isTrue();
        assertThat(config.allows("a/b", "0123")).isFalse();
        assertThat(GitleaksConfig.parse("[allowlist]\ncondition='AND'\npaths=['vendor/']\nstopwords=['x']")
                        .allows("vendor/b", ""))
                .isFalse();
    }

    @Test
    void aRuleMayRequireOthersNearby() throws IOException {
        String toml = """
                [[rules]]
                id = "pair"
                regex = '''key-[0-9]+'''
                [[rules.required]]
                id = "partner"
                withinLines = 2
                [[rules]]
                id = "partner"
                regex = '''user-[0-9]+'''
                skipReport = true
                """;

        assertThat(found(toml, "f", "user-1\n\nkey-2\n")).containsExactly("pair=key-2");
        assertThat(found(toml, "f", "user-1\n\n\nkey-2\n")).isEmpty();
        assertThat(found(toml, "f", "key-2\n")).isEmpty();
        assertThat(found(toml.replace("withinLines = 2", "within_columns = 3"), "f", "user-1\n\n\n  key-2\n"))
                .hasSize(1);
        assertThatThrownBy(() -> GitleaksConfig.parse(toml.replace("\"partner\"\nregex", "\"stranger\"\nregex")))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("there is no rule partner");
    }

    @Test
    void anotherFileIsExtendedRuleByRule() throws IOException {
        Files.writeString(folder.resolve("base.toml"), """
                [[rules]]
                id = "one"
                regex = '''one-[0-9]+'''
                [[rules]]
                id = "two"
                regex = '''two-[0-9]+'''
                """);
        Path file = Files.writeString(folder.resolve("top.toml"), """
                [extend]
                path = "base.toml"
                useDefault = true
                disabledRules = ["two"]
                [[rules]]
                id = "one"
                [[rules.allowlists]]
                stopwords = ["13"]
                """);

        GitleaksConfig config = GitleaksConfig.load(file);
        assertThat(config.size()).isEqualTo(1);
        assertThat(config.notes()).singleElement().asString().contains("useDefault");
        assertThat(config.detector("f", KEY).scan("one-12 one-13 two-1")).hasSize(1);
        Files.writeString(folder.resolve("base.toml"), "[extend]\npath='base.toml'");
        assertThatThrownBy(() -> GitleaksConfig.load(file)).hasMessageContaining("more than 2 files");
    }

    @Test
    void theFingerprintIsThatOfTheScanner() throws IOException {
        String value = "AKIA" + "Z7QF3XW2" + "LMPD5RT6";
        SecretFinding own =
                SecretScanner.builder().fingerprintKey(KEY).build().scan(value).get(0);
        SecretFinding imported = GitleaksConfig.parse("[[rules]]\nid='r'\nregex='AKIA[0-9A-Z]+'")
                .detector("f", KEY)
                .scan(value)
                .get(0);

        assertThat(imported.fingerprint()).isEqualTo(own.fingerprint());
    }

    @Test
    void longTextIsReadInPartsOfWholeLines() throws IOException {
        String text = ("x".repeat(70) + "\n").repeat(5000) + "key-1\n" + "y".repeat(300_000) + " key-2\n";

        assertThat(found("[[rules]]\nid='r'\nregex='^x|(?m)^key-[0-9]'\nkeywords=['key']", "f", text))
                .contains("r=key-1");
        assertThat(found("[[rules]]\nid='r'\nregex='key-[0-9]'", "f", text)).containsExactly("r=key-1", "r=key-2");
    }

    @Test
    void allProblemsAreSaidAtOnce() {
        InvalidConfigException e = catchThrowableOfType(InvalidConfigException.class, () -> GitleaksConfig.parse("""
                [[rules]]
                regex = 'a'
                [[rules]]
                id = "a"
                regex = '''(?<!x)a'''
                entropy = "high"
                [[rules]]
                id = "b"
                [[rules]]
                id = "c"
                regex = 'a'
                [rules.allowlist]
                description = "nothing"
                """));

        assertThat(String.valueOf(e.getMessage()).lines())
                .contains(
                        "rule 1: it has no id",
                        "rule a: a look behind, which RE2/J has not at character 2",
                        "rules.entropy: a number",
                        "rule b: it has neither regex nor path",
                        "rule c, allowlist: it has none of commits, paths, regexes, stopwords");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a(?=b)", "a(?!b)", "(?<=a)b", "(?>a)", "a++", "a{2}+", "(a)\\1", "\\k<a>", "a\\Z", "(?x) a", "(?#a)",
                "(?(1)a)", "\\h", "(a", "a)", "[a", "a**", "((a{1000}){1000}){1000}", "(?P=a)", "\\", "a{2,1}",
                        "a{1001}",
                "\\pQ", "(?R)", "[\\b]"
            })
    void whatCannotBeUsedIsAProblem(String regex) {
        assertThatThrownBy(() -> GitleaksConfig.parse("[[rules]]\nid='r'\nregex='''" + regex + "'''"))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageStartingWith("rule r: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a{,3}", "[a[b]]", "[a&&b]", "\\v", "\\<a", "(?U)a+"})
    void whatIsReadInAnotherWayIsNoted(String regex) throws IOException {
        assertThat(GitleaksConfig.parse("[[rules]]\nid='r'\nregex='''" + regex + "'''")
                        .notes())
                .singleElement()
                .asString()
                .startsWith("rule r: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?i)[\\w.-]{0,50}?(?:[ \\t]*key)(?:'|\")?([a-z0-9]{32})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
                "-----BEGIN[ A-Z0-9_-]{0,100}PRIVATE KEY-----[\\s\\S-]{64,}?KEY-----",
                "(?P<name>a)|(?-i:b)",
                "\\Qa(b\\E",
                "[]a]",
                "[^]a]",
                "[[:alpha:]]+",
                "\\p{Greek}",
                "a|",
                "()",
                "x{",
                "\\x{10FFFF}"
            })
    void whatIsReadAlikeIsNotNoted(String regex) throws IOException {
        assertThat(GitleaksConfig.parse("[[rules]]\nid='r'\nregex='''" + regex + "'''")
                        .notes())
                .isEmpty();
    }
}
