/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import dev.agentgovernance.api.effect.EffectKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the names of steps, jobs and scripts promise: that something is deployed or published, and to where. */
final class StepNames {

    private static final List<String> DEPLOY_WORDS =
            List.of("deploy", "deployment", "deploys", "rollout", "promote", "ship", "golive");
    private static final List<String> PUBLISH_WORDS = List.of("publish", "release", "releases", "publishing");
    private static final List<String> TAME_WORDS = List.of(
            "setup",
            "notes",
            "drafter",
            "draft",
            "changelog",
            "cleanup",
            "status",
            "comment",
            "notify",
            "lint",
            "check",
            "test",
            "verify",
            "validate",
            "plan",
            "preview",
            "diff",
            "dry",
            "download",
            "get",
            "info",
            "version",
            "build",
            "prepare",
            "render",
            "label",
            "labels");
    private static final Set<String> ENVIRONMENT_WORDS = Set.of(
            "production",
            "prod",
            "prd",
            "live",
            "staging",
            "stage",
            "stg",
            "dev",
            "development",
            "test",
            "testing",
            "qa",
            "uat",
            "sandbox",
            "preview",
            "review");

    private StepNames() {}

    /** What a name promises: one that says "deploy" is taken at its word, unless it also says that it only prepares. */
    static @Nullable EffectKind hint(String name) {
        List<String> words = words(name);
        if (words.stream().anyMatch(TAME_WORDS::contains)) {
            return null;
        }
        if (words.stream().anyMatch(DEPLOY_WORDS::contains)) {
            return EffectKind.DEPLOY;
        }
        return words.stream().anyMatch(PUBLISH_WORDS::contains) ? EffectKind.PACKAGE_PUBLISH : null;
    }

    /** Returns the words of a name, cut at anything that is no letter or digit and where lower case turns to upper. */
    static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i <= name.length(); i++) {
            char c = i < name.length() ? name.charAt(i) : ' ';
            boolean turns = i > 0 && Character.isUpperCase(c) && Character.isLowerCase(name.charAt(i - 1));
            if ((turns || !Character.isLetterOrDigit(c)) && word.length() > 0) {
                words.add(word.toString().toLowerCase(Locale.ROOT));
                word.setLength(0);
            }
            if (Character.isLetterOrDigit(c)) {
                word.append(c);
            }
        }
        return words;
    }

    /** Returns the word of a name that names an environment, or nothing. */
    static String environmentWord(String name) {
        for (String word : words(name)) {
            if (ENVIRONMENT_WORDS.contains(word)) {
                return word;
            }
        }
        return "";
    }
}
