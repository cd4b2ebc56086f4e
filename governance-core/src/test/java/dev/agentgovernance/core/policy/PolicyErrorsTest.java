/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyErrorsTest {

    private static final String RULE =
            "version: 1\nrules:\n- {id: r, decision: deny, why: w, when: {effects: [deploy]}}\n";

    static Stream<Arguments> badPolicies() {
        return Stream.of(
                bad("", 1, 1, "the document is empty"),
                bad("version: 2", 1, 10, "from 1 to 1, and this is 2"),
                bad("description: x", 1, 1, "'version' is missing"),
                bad("- 1", 1, 1, "the policy is a mapping of keys to values, and this is a list"),
                bad("version: 1\nrule: []", 2, 1, "has no key 'rule'; did you mean 'rules'?"),
                bad("version: 1\ntrsut: {}", 2, 1, "did you mean 'trust'?"),
                bad("version: 1\nversion: 1", 2, 1, "stands here for the second time, first in line 1"),
                bad("version: 1\ndescription: 7", 2, 14, "takes text, and this is a number; put it in quotes"),
                bad("version: 1\ndescription: [a]", 2, 14, "takes text, and this is a list"),
                bad("version: .nan", 1, 10, "is no plain number"),
                bad("version: 1e999999999", 1, 10, "a whole number from 1 to 1"),
                bad("version: 99999999999999999999999999", 1, 10, "a whole number from 1 to 1"),
                bad("version: 1.5", 1, 10, "a whole number from 1 to 1, and this is 1.5"),
                bad("version: 1\nscope: {maxFiles: -1}", 2, 19, "from 0 to 1000000"),
                bad("version: 1\nscope: {maxFiles: many}", 2, 19, "and this is text"),
                bad(
                        "version: 1\ntrust: {default: full}",
                        2,
                        18,
                        "one of contribute, deliver, observe, operate, propose"),
                bad("version: 1\ntrust: {default: porpose}", 2, 18, "did you mean 'propose'?"),
                bad("version: 1\ntrust: {agents: [{level: observe}]}", 2, 18, "'match' is missing"),
                bad("version: 1\ntrust: {agents: [{match: a}]}", 2, 18, "'level' is missing"),
                bad(
                        "version: 1\ntrust: {agents: [{match: a, level: propose, classes: {databse: observe}}]}",
                        2,
                        55,
                        "did you mean 'database'?"),
                bad("version: 1\ntrust: {agents: {match: a}}", 2, 17, "'agents' is a list, and this is a mapping"),
                bad("version: 1\nbranches: {governed: []}", 2, 22, "'governed' is an empty list"),
                bad("version: 1\nbranches: {governed: ['']}", 2, 23, "is empty and would never match"),
                bad("version: 1\nbranches: {governed: [main, main]}", 2, 29, "stands in 'governed' twice"),
                bad("version: 1\nbranches: {governed: ['release/{a,b}']}", 2, 12, "uses more than *, ** and ?"),
                bad("version: 1\nbranches: {governed: [1.0]}", 2, 23, "put it in quotes"),
                bad("version: 1\nbranches: {governed: [true]}", 2, 23, "and this is true or false; put it in quotes"),
                bad("version: 1\nbranches: {governed: [null]}", 2, 23, "and this is nothing"),
                bad("version: 1\nscope: {effects: [vcs.pusch]}", 2, 19, "did you mean 'vcs.push'?"),
                bad("version: 1\nenvironments: {production: [x], nonProduction: [x]}", 2, 1, "keep one"),
                bad("version: 1\npacks: [strikt]", 2, 1, "there is no pack 'strikt'; did you mean 'strict'?"),
                bad("version: 1\nmode: watch", 2, 7, "'mode' cannot be 'watch'; it is one of enforce, shadow"),
                bad("version: 1\nhalt: ' '", 2, 1, "'halt' is empty; say why"),
                bad("version: 1\nunlock: [matrixx]", 2, 10, "did you mean 'matrix'?"),
                bad("version: 1\nwithout: [baseline.wip]", 2, 1, "did you mean 'baseline.wipe'?"),
                bad(RULE.replace("deploy]", "deploy], times: []"), 3, 68, "'times' is an empty list"),
                bad(RULE.replace("deploy]", "deploy], times: [{}]"), 3, 69, "needs 'days', or 'from' and 'to'"),
                bad(RULE.replace("deploy]", "deploy], times: [{from: '08:00'}]"), 3, 69, "go together"),
                bad(
                        RULE.replace("deploy]", "deploy], times: [{from: '8', to: '09:00'}]"),
                        3,
                        70,
                        "a time of day such as '16:30'"),
                bad(RULE.replace("deploy]", "deploy], times: [{days: [fri]}]"), 3, 77, "'days' cannot be 'fri'"),
                bad(
                        RULE.replace("deploy]", "deploy], times: [{days: [friday], zone: Mars/North}]"),
                        3,
                        86,
                        "there is no time zone 'Mars/North'"),
                bad("version: 1\nmatrix: {observe: {none: none}}", 2, 9, "the row 'propose' is missing"),
                bad(
                        "version: 1\nmatrix: {observe: {none: none}}",
                        2,
                        19,
                        "the cell 'observe.low' is missing; a row has all of them"),
                bad(
                        matrix("deliver: {none: none, low: none, moderate: none, high: forbid, critical: forbid}"),
                        6,
                        52,
                        "the cell 'deliver.high' is stricter than the cell for less trust"),
                bad(
                        matrix("deliver: {none: none, low: approve, moderate: none, high: none, critical: none}"),
                        6,
                        39,
                        "the cell 'deliver.moderate' is milder than the cell for less impact"),
                bad(rule("decision: deny, why: w, when: {effects: [deploy]}"), 3, 3, "'id' is missing"),
                bad(rule("id: A b, decision: deny, why: w, when: {effects: [deploy]}"), 3, 4, "an id is at most 80"),
                bad(rule("id: scope.x, decision: deny, why: w, when: {effects: [deploy]}"), 3, 4, "the library's own"),
                bad(rule("id: r, why: w, when: {effects: [deploy]}"), 3, 3, "'decision' is missing"),
                bad(
                        rule("id: r, decision: refuse, why: w, when: {effects: [deploy]}"),
                        3,
                        21,
                        "one of allow, ask, deny"),
                bad(rule("id: r, decision: deny, when: {effects: [deploy]}"), 3, 3, "'why' is missing"),
                bad(rule("id: r, decision: deny, why: w"), 3, 3, "a rule needs 'when'"),
                bad(rule("id: r, decision: deny, why: w, when: {}"), 3, 35, "a rule needs 'when'"),
                bad(rule("id: r, decision: deny, why: w, when: {effect: [deploy]}"), 3, 42, "did you mean 'effects'?"),
                bad(rule("id: r, decision: deny, why: w, when: {effects: []}"), 3, 51, "is an empty list"),
                bad(rule("id: r, decision: deny, why: w, when: {effects: deploy}"), 3, 51, "write [...] around it"),
                bad(rule("id: r, decision: deny, why: w, when: {effects: [deploi]}"), 3, 52, "did you mean 'deploy'?"),
                bad(rule("id: r, decision: deny, why: w, when: {impact: {atMost: low}}"), 3, 51, "takes 'atLeast'"),
                bad(rule("id: r, decision: deny, why: w, when: {trust: {atLeast: propose}}"), 3, 50, "takes 'atMost'"),
                bad(rule("id: r, decision: deny, why: w, when: {coverage: known}"), 3, 42, "holds always"),
                bad(rule("id: r, decision: deny, why: w, when: {secrets: placeholder}"), 3, 42, "is no secret"),
                bad(rule("id: r, decision: deny, why: w, when: {resources: [x]}"), 3, 42, "needs 'effects' beside it"),
                bad(rule("id: r, decision: deny, why: w, when: {effects: [deploy], paths: [x]}"), 3, 61, "never hold"),
                bad(rule("id: r, decision: deny, why: w, when: {actions: [bash]}"), 3, 52, "no kind of action 'bash'"),
                bad(rule("id: r, decision: allow, why: w, when: {paths: [x]}"), 3, 42, "an allow rule needs 'effects'"),
                bad(
                        rule("id: r, decision: allow, why: w, when: {effects: [fs], coverage: partial}"),
                        3,
                        58,
                        "stricter"),
                bad(
                        rule("id: r, decision: allow, why: w, when: {effects: [fs], impact: {atMost: critical}}"),
                        3,
                        58,
                        "no rule allows what is critical"),
                bad(
                        rule("id: r, decision: deny, why: w, notify: yes, when: {effects: [deploy]}"),
                        3,
                        43,
                        "true or false"),
                bad(
                        rule(
                                "id: r, decision: deny, why: w, when: {effects: [deploy]}, examples: {match: [{effect: fs.read}]}"),
                        3,
                        81,
                        "does not hold for this example"),
                bad(
                        rule(
                                "id: r, decision: deny, why: w, when: {effects: [deploy]}, examples: {other: [{effect: deploy}]}"),
                        3,
                        81,
                        "holds for this example"),
                bad(
                        RULE + "- {id: r, decision: deny, why: w, when: {effects: [deploy]}}",
                        4,
                        4,
                        "there is another rule 'r'"),
                bad(
                        rule("id: baseline.self-tamper, decision: deny, why: w, when: {effects: [deploy]}"),
                        3,
                        4,
                        "in a pack"),
                bad("version: &a 1\ndescription: *a", 1, 10, "an anchor (&name)"),
                bad("version: 1\n&k description: x", 2, 1, "an anchor (&name)"),
                bad("version: 1\nscope: &s {}", 2, 8, "an anchor (&name)"),
                bad("version: !!int 1", 1, 10, "a tag (!name)"),
                bad("version: 1\nscope: !x {}", 2, 8, "a tag (!name)"),
                bad("version: 1\nrules: !x []", 2, 8, "a tag (!name)"),
                bad("version: 1\n!t description: x", 2, 1, "a tag (!name)"),
                bad("%YAML 1.2\n---\nversion: 1", 1, 1, "a directive (%NAME)"),
                bad("version: 1\n<<: {rules: []}", 2, 1, "has no key '<<'"),
                bad("version: 1\n---\nversion: 1", 2, 1, "a second document begins here"),
                bad("version: 1\n...\nversion: 1", 3, 1, "not valid YAML"),
                bad("version: [1", 1, 12, "not valid YAML"),
                bad("version: \"\\q\"", 1, 12, "not valid YAML"),
                bad("version: 1\n\tscope: {}", 2, 1, "not valid YAML"),
                bad("a: ".repeat(1) + "[".repeat(40) + "]".repeat(40), 1, 20, "nested deeper than 16 levels"),
                bad("version: 1\ndescription: \u0007", 2, 14, "the character U+0007 cannot stand in it"),
                bad("version: 1\ndescription: \ud800", 2, 14, "the character U+D800 cannot stand in it"),
                bad(
                        "version: 1\nd: " + "x".repeat(1_010) + "\ud800",
                        2,
                        1_014,
                        "the character U+D800 cannot stand in it"));
    }

    private static Arguments bad(String text, int line, int column, String message) {
        return Arguments.of(text, line, column, message);
    }

    private static String rule(String fields) {
        return "version: 1\nrules:\n- {" + fields + "}";
    }

    private static String matrix(String deliver) {
        return "version: 1\nmatrix:\n"
                + "  observe: {none: none, low: approve, moderate: approve, high: approve, critical: approve}\n"
                + "  propose: {none: none, low: approve, moderate: approve, high: approve, critical: approve}\n"
                + "  contribute: {none: none, low: approve, moderate: approve, high: approve, critical: approve}\n"
                + "  " + deliver + "\n"
                + "  operate: {none: none, low: none, moderate: none, high: none, critical: none}\n";
    }

    @ParameterizedTest
    @MethodSource("badPolicies")
    void saysWhereAndWhat(String text, int line, int column, String message) {
        InvalidPolicyException e =
                catchThrowableOfType(InvalidPolicyException.class, () -> Policy.parse(text, "p.yaml"));
        assertThat(e).as("accepted").isNotNull();
        assertThat(e.problems()).as(e.getMessage()).anySatisfy(problem -> {
            assertThat(problem.message()).contains(message);
            assertThat(problem.line() + ":" + problem.column()).isEqualTo(line + ":" + column);
            assertThat(problem.source()).isEqualTo("p.yaml");
        });
        assertThat(e).hasMessageContaining("p.yaml:" + line + ":" + column + ": ");
    }

    @Test
    void saysEverythingAtOnceInTheOrderOfTheDocument() {
        assertThatThrownBy(() -> Policy.parse("version: 1\nrulez: []\nscope: {maxFiles: x}\nbranches: 3", "p.yaml"))
                .isInstanceOfSatisfying(
                        InvalidPolicyException.class,
                        e -> assertThat(e.problems())
                                .extracting(InvalidPolicyException.Problem::line)
                                .containsExactly(2, 3, 4));
    }

    @Test
    void refusesInJsonWhatItRefusesInYaml() {
        assertJson("{\"version\": 1, \"version\": 1}", "second time");
        assertJson("{\"version\": 1} {\"version\": 1}", "a second document");
        assertJson("{\"version\": NaN}", "not valid JSON");
        assertJson("{\"version\": 1, /* x */ \"rules\": []}", "not valid JSON");
        assertJson("{\"version\": 1, \"rules\": [],}", "not valid JSON");
        assertJson("{\"version\": 1, \"rule\": []}", "did you mean 'rules'?");
        assertJson("version: 1", "not valid JSON");
    }

    private static void assertJson(String text, String message) {
        assertThatThrownBy(() -> Policy.parse(text, "p.json"))
                .isInstanceOf(InvalidPolicyException.class)
                .hasMessageContaining("p.json:1:")
                .hasMessageContaining(message);
    }

    @Test
    void refusesWhatIsTooLargeOrNotText(@TempDir Path folder) throws Exception {
        assertThatThrownBy(() -> Policy.parse("#".repeat(DocumentReader.MAX_CHARS + 1), "p.yaml"))
                .isInstanceOf(InvalidPolicyException.class)
                .hasMessageContaining("larger than");
        Path latin = folder.resolve("latin.yaml");
        Files.write(latin, "version: 1 # \u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Policy.load(latin)).hasMessageContaining("latin.yaml:1:1: the file is not in UTF-8");
        Path large = folder.resolve("large.yaml");
        Files.write(large, new byte[4 * DocumentReader.MAX_CHARS + 1]);
        assertThatThrownBy(() -> Policy.load(large)).hasMessageContaining("large.yaml:1:1: the file is larger");
    }

    @Test
    void showsHiddenCharactersOfAKey() {
        assertThatThrownBy(() -> Policy.parse("version: 1\n\"rules\\u202e\": []", "p.yaml"))
                .hasMessageContaining("rules\\u{202E}")
                .hasMessageContaining("did you mean 'rules'?");
    }
}
