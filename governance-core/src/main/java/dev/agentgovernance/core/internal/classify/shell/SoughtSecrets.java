/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.core.internal.classify.shell.Syntax.Node;
import dev.agentgovernance.core.internal.classify.shell.Syntax.ShellWord;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Simple;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Knows pipelines that look for a secret: a program that shows all there is, values included, and behind it one that picks the
 * lines or fields of which the name says that they are secret.
 */
final class SoughtSecrets {

    /** Programs that show an environment. */
    private static final Set<String> ENVIRONMENTS =
            Set.of("env", "printenv", "set", "export", "declare", "typeset", "compgen");

    /** Programs that show settings with their values, and the words with which they do. */
    private static final Map<String, List<String>> SHOWING = Map.ofEntries(
            Map.entry("terraform", List.of("output", "state", "show")),
            Map.entry("tofu", List.of("output", "state", "show")),
            Map.entry("terragrunt", List.of("output", "state", "show")),
            Map.entry("pulumi", List.of("stack", "config")),
            Map.entry("helm", List.of("get")),
            Map.entry("docker", List.of("inspect", "env")),
            Map.entry("podman", List.of("inspect", "env")),
            Map.entry("nerdctl", List.of("inspect", "env")),
            Map.entry("kubectl", List.of("json", "yaml", "env")),
            Map.entry("oc", List.of("json", "yaml", "env")),
            Map.entry("systemctl", List.of("show-environment", "environment")));

    private static final Set<String> FILTERS =
            Set.of("grep", "egrep", "fgrep", "rg", "ag", "ack", "jq", "yq", "awk", "gawk", "sed", "perl");

    private static final List<String> NAMES =
            List.of("passw", "secret", "token", "credential", "api_key", "apikey", "private_key", "access_key");

    private static final List<String> SHORT_NAMES = List.of("key", "auth", "pass", "pwd");

    private SoughtSecrets() {}

    static boolean in(List<Node> stages) {
        for (int i = 0; i < stages.size() - 1; i++) {
            List<String> words = words(stages.get(i));
            boolean environment = !words.isEmpty() && ENVIRONMENTS.contains(words.get(0));
            if (environment || shows(words)) {
                for (Node later : stages.subList(i + 1, stages.size())) {
                    if (picks(words(later), environment)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Returns the words whose text is known; a word that is not leaves an empty one. */
    private static List<String> words(Node node) {
        return node instanceof Simple simple
                ? simple.words().stream().map(SoughtSecrets::text).toList()
                : List.of();
    }

    private static String text(ShellWord word) {
        String text = word.plain();
        return text == null ? "" : text;
    }

    private static boolean shows(List<String> words) {
        List<String> telling = words.isEmpty() ? List.of() : SHOWING.getOrDefault(words.get(0), List.of());
        return telling.stream().anyMatch(word -> words.stream().skip(1).anyMatch(given -> given.contains(word)));
    }

    private static boolean picks(List<String> words, boolean environment) {
        if (words.isEmpty() || !FILTERS.contains(words.get(0)) || leavesOut(words)) {
            return false;
        }
        return words.stream().skip(1).map(word -> word.toLowerCase(Locale.ROOT)).anyMatch(word -> {
            boolean named = NAMES.stream().anyMatch(word::contains);
            return named || (environment && SHORT_NAMES.stream().anyMatch(word::contains));
        });
    }

    /** Tells whether a filter shows the other lines, or none of them. */
    private static boolean leavesOut(List<String> words) {
        return words.get(0).endsWith("rep")
                && words.stream()
                        .skip(1)
                        .anyMatch(word -> Set.of("--invert-match", "--quiet", "--count")
                                        .contains(word)
                                || (word.startsWith("-")
                                        && !word.startsWith("--")
                                        && (word.indexOf('v') > 0 || word.indexOf('q') > 0 || word.indexOf('c') > 0)));
    }
}
