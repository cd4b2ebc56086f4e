/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which repository an action is about, where it says so itself. */
class OtherRepositoryTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gh pr merge 7 -R acme/bank",
                "gh -R acme/bank pr merge 7",
                "gh pr merge 7 --repo=acme/bank",
                "gh pr merge 7 --repo 'github.com/acme/bank'",
                "gh pr merge 7 -Racme/bank",
                "GH_REPO=acme/bank gh pr merge 7",
                "gh pr merge https://github.com/acme/bank/pull/7",
                "gh api -X PUT repos/acme/bank/pulls/7/merge",
                "gh api -X PUT /repos/acme/bank/pulls/7/merge",
                "curl -X PUT https://api.github.com/repos/acme/bank/pulls/7/merge",
                "git push https://github.com/acme/bank.git main",
                "git push git@github.com:acme/bank.git main",
                "cd x && /usr/bin/gh workflow run a.yml -R ACME/BANK"
            })
    void anotherRepositoryIsSeen(String text) {
        assertThat(OtherRepository.in(text, "acme/shop")).contains("acme/bank");
        assertThat(OtherRepository.in(text, "https://github.com/acme/shop.git")).contains("acme/bank");
        assertThat(OtherRepository.in(text, "acme/bank")).isEmpty();
        assertThat(OtherRepository.in(text, "git@github.com:acme/bank.git")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gh pr merge 7",
                "git push origin main",
                "gh api repos/{owner}/{repo}/pulls",
                "ls -R src/main && gh pr create",
                "gh pr create --title x; chmod -R a/b c",
                "grep -R foo/bar .",
                "gh api repos/$OWNER/$REPO/pulls",
                "git push"
            })
    void noneIsSeenWhereNoneIsNamed(String text) {
        assertThat(OtherRepository.in(text, "acme/shop")).isEmpty();
    }
}
