/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import dev.agentgovernance.core.internal.classify.EnvironmentNames;
import java.util.List;
import java.util.Set;

/** Tells what a pipeline means by the names of its environments and jobs. Immutable. */
final class Targets {

    private static final Set<String> PRODUCTION = Set.of("production", "prod", "prd", "live");
    /** Words that name an environment wherever they stand. "test" is none of them: jobs that test before they deploy say it. */
    private static final Set<String> OTHERS =
            Set.of("staging", "stg", "dev", "development", "qa", "uat", "sandbox", "preview", "previews");

    private final ClassifierSettings settings;

    Targets(ClassifierSettings settings) {
        this.settings = settings;
    }

    Environment of(String target, String hint) {
        if (!target.isEmpty()) {
            Environment named = EnvironmentNames.of(settings, target);
            return named == Environment.UNKNOWN ? byWords(target, true) : named;
        }
        return byWords(hint, false);
    }

    private static Environment byWords(String name, boolean target) {
        List<String> words = StepNames.words(name);
        if (words.stream().anyMatch(PRODUCTION::contains)) {
            return Environment.PRODUCTION;
        }
        if (target
                && !words.isEmpty()
                && Set.of("review", "pr", "mr", "test", "testing").contains(words.get(0))) {
            return Environment.TEST;
        }
        for (String word : words) {
            if (OTHERS.contains(word)) {
                return word.startsWith("st") || word.equals("uat")
                        ? Environment.STAGING
                        : word.startsWith("dev") ? Environment.DEVELOPMENT : Environment.TEST;
            }
        }
        return Environment.UNKNOWN;
    }
}
