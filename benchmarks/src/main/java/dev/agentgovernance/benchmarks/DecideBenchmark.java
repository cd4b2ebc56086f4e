/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.core.Governance;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
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

/** A whole decision, its classification alone, and a deny list of regular expressions over the same command. */
@State(Scope.Benchmark)
@BenchmarkMode({Mode.SampleTime, Mode.AverageTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DecideBenchmark {

    @Param({"read", "push", "pipeline", "nested", "script"})
    String command = "read";

    private Governance guard = Workloads.governance();
    private List<Pattern> denyList = Workloads.denyList();
    private ActionContext context = Workloads.context();
    private Action action = Action.shell("");

    /** Takes the command of this run. */
    @Setup
    public void prepare() {
        action = Action.shell(Objects.requireNonNull(Workloads.COMMANDS.get(command)));
    }

    /** The decision, with the scan for secrets, without a journal. */
    @Benchmark
    public Decision decide() {
        return guard.decide(action, context);
    }

    /** What the command would do. */
    @Benchmark
    public Classification classify() {
        return guard.classifier().classify(action, context);
    }

    /** Whether a pattern of the deny list occurs in the command. */
    @Benchmark
    public boolean regexDenyList() {
        String text = Objects.requireNonNull(Workloads.COMMANDS.get(command));
        for (Pattern pattern : denyList) {
            if (pattern.matcher(text).find()) {
                return true;
            }
        }
        return false;
    }
}
