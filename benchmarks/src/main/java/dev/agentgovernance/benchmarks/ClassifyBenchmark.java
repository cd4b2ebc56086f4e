/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.ParseLimits;
import dev.agentgovernance.core.Governance;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What command lines would do: one that agents write all day, a long script, and texts made to take long. */
@State(Scope.Benchmark)
@BenchmarkMode({Mode.SampleTime, Mode.AverageTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ClassifyBenchmark {

    /** The texts that are classified. */
    public enum Text {
        /** Five commands in one line. */
        FIVE_COMMANDS("cd src && ls -la && grep -rn foo . | sort | uniq -c"),
        /** A thousand lines of four kinds. */
        THOUSAND_LINES("git status\ngrep -n foo a.txt | wc -l\nnpm test 2>&1\nrm -rf target\n".repeat(250)),
        /** As many substitutions in each other as there is room for. */
        NESTED(filled("$(")),
        /** As many variables that hold each other as there is room for. */
        VARIABLES(filled("x=$x$x;")),
        /** As many folders that a script may be in as there is room for. */
        FOLDERS(filled("while :; do cd a;")),
        /** As many paths as there is room for. */
        PATHS(filled("cat a/b/../c/*.x "));

        final String script;

        Text(String script) {
            this.script = script;
        }

        private static String filled(String piece) {
            return piece.repeat(ParseLimits.DEFAULT.maxChars() / piece.length());
        }
    }

    @Param
    Text text = Text.FIVE_COMMANDS;

    private final Governance guard = Workloads.governance();
    private final ActionContext context = Workloads.context();
    private Action action = Action.shell("");

    /** Takes the text of this run. */
    @Setup
    public void prepare() {
        action = Action.shell(text.script);
    }

    /** What the text would do. */
    @Benchmark
    public Classification classify() {
        return guard.classifier().classify(action, context);
    }
}
