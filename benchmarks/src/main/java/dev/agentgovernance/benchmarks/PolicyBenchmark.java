/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.FileAction;
import dev.agentgovernance.api.audit.AuditSink;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.api.scope.TaskScope;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.api.trust.TrustStore;
import dev.agentgovernance.core.Governance;
import dev.agentgovernance.core.audit.AuditJournal;
import dev.agentgovernance.core.impact.ImpactTable;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.core.policy.Question;
import dev.agentgovernance.core.policy.Ruling;
import dev.agentgovernance.core.store.InMemoryStores;
import dev.agentgovernance.core.trust.TrustLedger;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;
import org.jspecify.annotations.Nullable;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The same rules in a policy of this library, in jCasbin and in CEL: whether one of them denies that an agent changes a file.
 * {@code decide} does all that a guard does besides: reading the action, impact, scope, earned trust, the record.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PolicyBenchmark {

    private static final int TEAMS = 7;
    private static final int IN_A_FILE = 2_000;
    private static final Duration WINDOW = Duration.ofMillis(50);
    private static final String MODEL = """
            [request_definition]
            r = sub, act, obj
            [policy_definition]
            p = sub, act, obj, eft
            [policy_effect]
            e = !some(where (p.eft == deny))
            [matchers]
            m = r.act == p.act && keyMatch(r.obj, p.obj) && keyMatch(r.sub, p.sub)
            """;

    /** How many rules there are. */
    @Param({"10", "100", "1000", "10000"})
    int rules = 10;

    private List<Asked> asked = List.of();
    private int next;
    private @Nullable Governance guard;
    private @Nullable Policy policy;
    private @Nullable Enforcer casbin;
    private List<CelRuntime.Program> cel = List.of();
    private AuditSink audit = AuditSink.NONE;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private @Nullable Path folder;

    /** A question, in the words of each engine. */
    record Asked(String agent, String path, FileAction action, ActionContext context, Question question) {}

    /** Makes the engines and the questions. */
    @Setup
    public void prepare() {
        try {
            Path made = Files.createTempDirectory("policy-benchmark");
            folder = made;
            AuditJournal journal = AuditJournal.openBatched(made.resolve("audit.jsonl"), WINDOW, executor);
            audit = journal;
            Policy read = policyOf(rules);
            policy = read;
            guard = guard(read, journal);
            casbin = casbin(rules);
            cel = cel(rules);
            asked = questions(rules, made.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the journal. */
    @TearDown
    public void end() throws Exception {
        if (audit instanceof AutoCloseable journal) {
            journal.close();
        }
        executor.shutdown();
        if (folder != null) {
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private static String folderOf(int rule) {
        return "services/svc" + rule + "/";
    }

    private static String teamOf(int rule) {
        return "team" + rule % TEAMS + "-";
    }

    /** More rules than a file may hold stand in layers, one under the other. */
    private static Policy policyOf(int rules) {
        Policy policy = Policy.parse(policyText(0, Math.min(rules, IN_A_FILE)), "policy.yaml");
        for (int from = IN_A_FILE; from < rules; from += IN_A_FILE) {
            policy = policy.layer(policyText(from, Math.min(rules, from + IN_A_FILE)), "layer-" + from + ".yaml");
        }
        return policy;
    }

    private static String policyText(int from, int to) {
        StringBuilder text = new StringBuilder("version: 1\nrules:\n");
        for (int i = from; i < to; i++) {
            text.append("  - id: own-")
                    .append(i)
                    .append("\n    decision: deny\n    when: {effects: [fs.write], paths: [\"")
                    .append(folderOf(i))
                    .append("**\"], agents: [\"")
                    .append(teamOf(i))
                    .append(
                            "*\"]}\n    why: Others own it.\n    examples:\n      match: [{effect: fs.write, resource: ")
                    .append(folderOf(i))
                    .append("a, agent: ")
                    .append(teamOf(i))
                    .append("x}]\n      other: [{effect: fs.write, resource: src/a, agent: x}]\n");
        }
        return text.toString();
    }

    private static Governance guard(Policy policy, AuditSink audit) {
        TrustStore store = InMemoryStores.trustStore();
        TaskScope scope = TaskScope.builder("T").paths("**").effects("fs").build();
        return Governance.builder(policy)
                .detector(Workloads.scanner())
                .trust(TrustLedger.builder(store)
                        .base(key -> TrustLevel.CONTRIBUTE)
                        .build())
                .scopes(task -> Optional.of(scope))
                .audit(audit)
                .build();
    }

    private static Enforcer casbin(int rules) {
        Model model = new Model();
        model.loadModelFromText(MODEL);
        Enforcer enforcer = new Enforcer(model);
        enforcer.enableLog(false);
        List<List<String>> lines = new ArrayList<>();
        for (int i = 0; i < rules; i++) {
            lines.add(List.of(teamOf(i) + "*", "write", folderOf(i) + "*", "deny"));
        }
        enforcer.addPolicies(lines);
        return enforcer;
    }

    private static List<CelRuntime.Program> cel(int rules) {
        CelCompiler compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .addVar("agent", SimpleType.STRING)
                .addVar("act", SimpleType.STRING)
                .addVar("path", SimpleType.STRING)
                .build();
        CelRuntime runtime = CelRuntimeFactory.plannerRuntimeBuilder().build();
        List<CelRuntime.Program> programs = new ArrayList<>();
        try {
            for (int i = 0; i < rules; i++) {
                String text = "act == 'write' && path.startsWith('" + folderOf(i) + "') && agent.startsWith('"
                        + teamOf(i) + "')";
                programs.add(runtime.createProgram(compiler.compile(text).getAst()));
            }
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalStateException(e);
        }
        return programs;
    }

    /** Every other question is about a file that a rule is about, every fourth by an agent that it is about too. */
    static List<Asked> questions(int rules, String folder) {
        List<Asked> questions = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            int rule = (int) (i * 2_654_435_761L % rules);
            String agent = (i % 4 == 1 ? teamOf(rule) : teamOf(rule + 1)) + "a";
            String path = i % 2 == 1 ? folderOf(rule) + "src/Main.java" : "src/main/java/Main" + i + ".java";
            questions.add(question(agent, path, folder));
        }
        return questions;
    }

    private static Asked question(String agent, String path, String folder) {
        ActionContext context = ActionContext.builder(agent)
                .repository("acme/shop")
                .task("T")
                .workingDirectory(folder)
                .repositoryRoot(folder)
                .build();
        Effect effect = Effect.of(EffectKind.FS_WRITE, path, SourceSpan.NONE);
        ImpactTable.Assessed impact = ImpactTable.standard().assess(Classification.known(List.of(effect)));
        Question question = Question.builder("file", context)
                .effects(impact.lines().stream()
                        .map(line -> new Question.Rated(line.effect(), line.impact(), line.why()))
                        .toList())
                .coverage(Coverage.KNOWN)
                .impact(impact.impact())
                .trust(TrustLevel.CONTRIBUTE)
                .at(Instant.EPOCH)
                .build();
        return new Asked(agent, path, Action.write(path, "text"), context, question);
    }

    List<Asked> asked() {
        return asked;
    }

    private Asked turn() {
        next = (next + 1) & 63;
        return asked.get(next);
    }

    /** The whole decision, on record. */
    @Benchmark
    public @Nullable Decision decide() {
        return decide(turn());
    }

    @Nullable Decision decide(Asked question) {
        return guard == null ? null : guard.decide(question.action(), question.context());
    }

    /** The ruling of the policy alone. */
    @Benchmark
    public @Nullable Ruling policy() {
        return policy(turn());
    }

    @Nullable Ruling policy(Asked question) {
        return policy == null ? null : policy.rule(question.question());
    }

    /** The ruling of jCasbin. */
    @Benchmark
    public boolean casbin() {
        return casbin(turn());
    }

    boolean casbin(Asked question) {
        return casbin != null && casbin.enforce(question.agent(), "write", question.path());
    }

    /** The rules as CEL, one after another until one holds. */
    @Benchmark
    public boolean cel() {
        return cel(turn());
    }

    boolean cel(Asked question) {
        Map<String, String> variables = Map.of("agent", question.agent(), "act", "write", "path", question.path());
        try {
            for (CelRuntime.Program program : cel) {
                if ((boolean) program.eval(variables)) {
                    return false;
                }
            }
            return true;
        } catch (CelEvaluationException e) {
            throw new IllegalStateException(e);
        }
    }
}
