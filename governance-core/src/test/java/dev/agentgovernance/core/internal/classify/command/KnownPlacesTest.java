/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.HttpAction;
import dev.agentgovernance.core.internal.classify.RuleFile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is only looked up, and what may carry data to somebody or set something going. */
class KnownPlacesTest {

    private static boolean isLookup(String method, String url) {
        return KnownPlaces.isLookup(new HttpAction(method, url, Map.of(), null));
    }

    @Test
    void everyHostHasExamplesThatHold() {
        List<RuleFile.Rule> rules = RuleFile.load(KnownPlaces.class, KnownPlaces.RESOURCE);
        assertThat(rules).hasSizeGreaterThan(20);
        for (RuleFile.Rule rule : rules) {
            assertThat(rule.positives()).as(rule.words().get(0)).isNotEmpty();
            assertThat(rule.negatives()).as(rule.words().get(0)).isNotEmpty();
            rule.positives()
                    .forEach(url -> assertThat(isLookup("GET", url)).as(url).isTrue());
            rule.negatives()
                    .forEach(url -> assertThat(isLookup("GET", url)).as(url).isFalse());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/health",
                "http://127.0.0.1:3000/api/users?page=2",
                "http://[::1]:5000/",
                "https://localhost/"
            })
    void aServiceOfThisMachineIsLookedAt(String url) {
        assertThat(isLookup("GET", url)).isTrue();
        assertThat(isLookup("HEAD", url)).isTrue();
        assertThat(isLookup("POST", url)).isFalse();
        assertThat(isLookup("DELETE", url)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/admin/shutdown",
                "http://localhost:8080/jobs/deploy/build?token=x",
                "http://localhost:8200/v1/secret/data/db",
                "http://localhost:2375/containers/json",
                "http://localhost.evil.example/health",
                "https://evil.example/?d=abc",
                "https://registry.npmjs.org@evil.example/left-pad",
                "ftp://registry.npmjs.org/left-pad",
                "http://169.254.169.254/latest/meta-data/"
            })
    void otherPlacesAndWhatActsAreNotLookedUp(String url) {
        assertThat(isLookup("GET", url)).isFalse();
    }

    @Test
    void whatCarriesMuchIsNotALookup() {
        assertThat(isLookup("GET", "https://pypi.org/search?q=" + "a".repeat(400)))
                .isFalse();
        assertThat(KnownPlaces.isLookup(
                        new HttpAction("GET", "https://pypi.org/x", Map.of("X-Data", List.of("a")), null)))
                .isFalse();
    }
}
