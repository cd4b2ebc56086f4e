/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.effect.ActionClassifier;
import dev.agentgovernance.api.effect.ParseLimits;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Prints how long the classification of some command lines takes once it is warm, and how that grows with the length. Not
 * part of the default run, since machines differ:
 *
 * <pre>mvn -pl governance-core -am test -Dtest=CommandSpeed -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
class CommandSpeed {

    private static final int WARM_UP = 20_000;
    private static final int SAMPLES = 4_000;

    private static final List<String> LINES = List.of(
            "ls -la",
            "rm -rf target",
            "git log --oneline | grep fix | sort | uniq -c | head -5",
            "git status && git diff --stat && npm test && git add -A && git commit -m 'Fix it'",
            "cd src && ls -la && grep -rn foo . | sort | uniq -c",
            "for f in src/*.java; do grep -n TODO \"$f\" | wc -l; done");

    @Test
    void printsTheFigures() {
        ActionClassifier classifier = StandardClassifiers.of(ClassifierSettings.DEFAULT, ParseLimits.DEFAULT, List.of())
                .classifier();
        StringBuilder table = new StringBuilder("\n| median us | 99th us | command line |\n|---|---|---|\n");
        for (String line : LINES) {
            measure(classifier, line, line, table);
        }
        for (int times = 1; times <= 64; times *= 4) {
            measure(classifier, "grep -n foo a.txt\n".repeat(times), times + " lines of one command", table);
        }
        System.out.println(table);
    }

    private static void measure(ActionClassifier classifier, String line, String name, StringBuilder table) {
        Action action = Action.shell(line);
        int effects = 0;
        for (int i = 0; i < WARM_UP; i++) {
            effects +=
                    classifier.classify(action, TestActions.context()).effects().size();
        }
        long[] times = new long[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            long start = System.nanoTime();
            effects +=
                    classifier.classify(action, TestActions.context()).effects().size();
            times[i] = System.nanoTime() - start;
        }
        Arrays.sort(times);
        table.append(String.format(
                "| %.1f | %.1f | %s |%n",
                times[SAMPLES / 2] / 1e3, times[SAMPLES * 99 / 100] / 1e3, effects == 0 ? "nothing" : name));
    }
}
