/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.ActionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceNamesTest {

    private static final ActionContext CONTEXT =
            ActionContext.builder("bot").repositoryRoot("/w/shop/").build();

    @ParameterizedTest
    @CsvSource({
        "src/A.java, src/A.java",
        "./src//A.java, src/A.java",
        "/w/shop/src/A.java, src/A.java",
        "/w/shop/src/../pom.xml, pom.xml",
        "/w/shop, .",
        "/w/shop/../other/x, /w/other/x",
        "/w/shopping/x, /w/shopping/x",
        "../x, ../x",
        "src/../../x, ../x",
        "/../etc/passwd, /etc/passwd",
        "src\\A.java, src/A.java",
        "'', ''"
    })
    void aPathIsRelativeToTheTopOfTheRepository(String path, String expected) {
        assertThat(ResourceNames.path(path, CONTEXT)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"main, main", "origin/main, main", "refs/heads/bot/x, bot/x", "bot/x, bot/x", "'', ''"})
    void aBranchIsWithoutItsRemote(String resource, String expected) {
        assertThat(ResourceNames.branch(resource)).isEqualTo(expected);
    }
}
