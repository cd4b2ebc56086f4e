/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of policies pass, fail with their place, and are refused with theirs. */
class PolicyTestCommandTest {

    private static final String POLICY = """
            version: 1
            trust: {default: contribute}
            rules:
              - id: no-payment-code
                decision: ask
                when: {effects: [fs.write], paths: ["payments/**"]}
                why: Payment code is changed with a human at the table.
            """;

    private static final String TESTS = """
            version: 1
            policy: policy.yaml
            given: {agent: bot, repository: acme/shop}
            tests:
              - name: payment code asks
                file: {path: payments/Charge.java, content: x}
                expect: {decision: ask, oversight: approve, rule: no-payment-code}
              - name: other code goes ahead
                given: {trust: propose}
                file: {path: cart/Cart.java, content: x}
                expect: {decision: allow, impact: low}
              - name: outside its scope it asks
                given: {scope: {paths: ["docs/**"], effects: [fs]}}
                file: {path: cart/Cart.java, content: x}
                expect: {decision: ask, rule: scope.path}
            """;

    @TempDir
    Path folder = Path.of("");

    private Run run(String tests, String... more) throws IOException {
        Files.writeString(folder.resolve("policy.yaml"), POLICY);
        Path file = Files.writeString(folder.resolve("tests.yaml"), tests);
        String[] arguments = new String[more.length + 3];
        arguments[0] = "policy";
        arguments[1] = "test";
        arguments[2] = file.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return Run.of(folder, "", arguments);
    }

    @Test
    void testsThatHoldPass() throws IOException {
        Run run = run(TESTS);
        assertThat(run.out()).isEqualToIgnoringNewLines("3 passed, 0 failed");
        assertThat(run.status()).isZero();
    }

    @Test
    void aTestThatFailsSaysWhereAndWhatCame() throws IOException {
        Run run = run(TESTS.replace("decision: ask, oversight: approve", "decision: deny, oversight: forbid"));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.lines()).element(0).asString().contains("tests.yaml:5:").endsWith(": payment code asks");
        assertThat(run.out())
                .contains("decision: expected deny, came ask")
                .contains("oversight: expected forbid, came approve")
                .contains("because [no-payment-code]")
                .contains("2 passed, 1 failed");
    }

    @Test
    void anotherPolicyCanBePutInItsPlace() throws IOException {
        Path other = Files.writeString(folder.resolve("other.yaml"), "version: 1\npacks: [strict]\n");
        Run run = run(TESTS, "--policy", other.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("rule: expected no-payment-code, came");
    }

    @Test
    void testsThatAreNoneAreRefusedWithEveryPlace() throws IOException {
        Run run = run("""
                version: 1
                tests:
                  - name: one
                    shell: ls
                    sql: select 1
                    expect: {decision: maybe}
                  - name: one
                    shell: ls
                    expectt: {decision: ask}
                """);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out())
                .contains("tests.yaml:3:")
                .contains("a test has one action")
                .contains("tests.yaml:6:")
                .contains("'decision' cannot be 'maybe'")
                .contains("there is another test of this name")
                .contains("did you mean 'expect'?");
    }
}
