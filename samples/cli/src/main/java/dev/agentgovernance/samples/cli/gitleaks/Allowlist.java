/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli.gitleaks;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Values that are let pass.
 *
 * @param all whether all of the conditions that are given have to hold, and not just one
 * @param rules the rules it is about; empty for all
 * @param commits commits, whole or the beginning
 * @param paths expressions found in the path
 * @param regexes expressions found in the target
 * @param target what those look at
 * @param stopwords words found in the value, in small letters
 */
record Allowlist(
        boolean all,
        Set<String> rules,
        List<String> commits,
        List<Pattern> paths,
        List<Pattern> regexes,
        Target target,
        List<String> stopwords) {

    /** What an expression of an allowlist looks at. */
    enum Target {
        SECRET,
        MATCH,
        LINE
    }

    /** What a rule found, in its surroundings. */
    record Hit(String path, String secret, String match, String line) {}

    boolean isAbout(String rule) {
        return rules.isEmpty() || rules.contains(rule);
    }

    boolean allows(Hit hit) {
        List<Boolean> conditions = new ArrayList<>();
        if (!paths.isEmpty()) {
            conditions.add(allowsPath(hit.path()));
        }
        if (!commits.isEmpty()) {
            // A text alone comes from no commit.
            conditions.add(false);
        }
        if (!regexes.isEmpty()) {
            String text = switch (target) {
                case SECRET -> hit.secret();
                case MATCH -> hit.match();
                case LINE -> hit.line();
            };
            conditions.add(
                    regexes.stream().anyMatch(regex -> regex.matcher(text).find()));
        }
        if (!stopwords.isEmpty()) {
            String small = hit.secret().toLowerCase(Locale.ROOT);
            conditions.add(stopwords.stream().anyMatch(small::contains));
        }
        return all ? !conditions.contains(false) && !conditions.isEmpty() : conditions.contains(true);
    }

    private boolean allowsPath(String path) {
        return paths.stream().anyMatch(regex -> regex.matcher(path).find());
    }

    /** Whether a path or a commit is let pass whatever is found there. */
    boolean allowsAll(String path, String commit) {
        boolean alone = !all || (regexes.isEmpty() && stopwords.isEmpty());
        boolean path1 = allowsPath(path);
        boolean commit1 =
                !commit.isEmpty() && commits.stream().anyMatch(name -> !name.isEmpty() && commit.startsWith(name));
        boolean holds = all
                ? (paths.isEmpty() || path1)
                        && (commits.isEmpty() || commit1)
                        && !(paths.isEmpty() && commits.isEmpty())
                : path1 || commit1;
        return rules.isEmpty() && alone && holds;
    }
}
