/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.scope.TaskScope;
import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.core.Governance;
import dev.agentgovernance.core.approval.ApprovalDesk;
import dev.agentgovernance.core.approval.VisibleText;
import dev.agentgovernance.core.change.Diff;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.core.policy.TaskScopes;
import dev.agentgovernance.core.scope.Drift;
import dev.agentgovernance.core.scope.DriftCheck;
import dev.agentgovernance.secrets.SecretScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code governance scope}. */
@Command(
        name = "scope",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        description = "Holds work against the scope of its task.")
final class ScopeCommand implements Runnable {

    /** Where the scope of the work in a repository is declared, in the order in which it is looked for. */
    private static final List<String> PLACES =
            List.of(".governance/scope.yaml", ".governance/scope.yml", ".governance/scope.json");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new ScopeCommand())
                .addSubcommand(new Check(terminal))
                .addSubcommand(new Show(terminal))
                .addSubcommand(new Request(terminal));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }

    /** The options that say which scope holds. */
    static final class ScopeOptions {

        @Option(
                names = "--scope",
                paramLabel = "FILE",
                description = "The scope, YAML or JSON. Default: .governance/scope.yaml as it was where the work began,"
                        + " otherwise the default scope of the policy.")
        private @Nullable Path scope;

        @Option(
                names = "--policy",
                paramLabel = "FILE",
                description = "The policy whose default scope counts. Default: the one that ships with the library.")
        private @Nullable Path policy;

        @Option(
                names = "--base",
                paramLabel = "REV",
                defaultValue = "main",
                description = "Where the work began: the branch it goes to. Default: ${DEFAULT-VALUE}.")
        private String base = "main";

        @Parameters(arity = "0..1", paramLabel = "DIR", defaultValue = ".", description = "A folder of the repository.")
        private Path folder = Path.of(".");

        /** Returns the scope that was named, or that of the policy. */
        private Optional<TaskScope> named() {
            if (scope == null) {
                return Optional.empty();
            }
            if (!Files.isReadable(scope)) {
                throw new InputException("There is no scope to read at " + scope + ".");
            }
            return Optional.of(TaskScopes.load(scope));
        }

        private TaskScope fallback() {
            if (policy != null && !Files.isReadable(policy)) {
                throw new InputException("There is no policy to read at " + policy + ".");
            }
            return (policy == null ? Policy.baseline() : Policy.load(policy)).defaultScope();
        }

        /** Work cannot widen its own scope: the file counts as it was before. */
        private TaskScope scope(@Nullable GitDiff git) throws IOException {
            Optional<TaskScope> named = named();
            if (named.isPresent()) {
                return named.get();
            }
            if (git != null) {
                for (String place : PLACES) {
                    Optional<String> text = git.before(place);
                    if (text.isPresent()) {
                        return TaskScopes.parse(text.get(), place);
                    }
                }
            }
            return fallback();
        }
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = {
                "Names what of a change is not the task: FILE:LINE: KIND: what it does [RULE].",
                "The change is all that HEAD and the working tree hold since they parted from --base. Exits with 1 if"
                        + " something is not the task."
            })
    static final class Check implements Callable<Integer> {

        private final Terminal terminal;
        private final Redactor redactor = Redactor.of(SecretScanner.standard());

        @Mixin
        private ScopeOptions options = new ScopeOptions();

        @Option(
                names = "--diff",
                paramLabel = "FILE",
                description = "Read the change from a file that 'git diff' wrote, or from the input where this is '-'.")
        private @Nullable String diff;

        @Option(names = "--committed", description = "Leave out what is not committed.")
        private boolean committed;

        @Option(names = "--json", description = "Print one object of JSON.")
        private boolean json;

        Check(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException {
            if (diff != null) {
                return report(options.scope(null), given(diff));
            }
            try (GitDiff git = GitDiff.open(options.folder, options.base)) {
                return report(options.scope(git), read(() -> git.diff(committed)));
            }
        }

        private Diff given(String source) throws IOException {
            byte[] bytes = source.equals("-") ? terminal.in().readAllBytes() : Files.readAllBytes(Path.of(source));
            return read(() -> Diff.parse(new String(bytes, StandardCharsets.UTF_8)));
        }

        private static Diff read(Callable<Diff> reading) throws IOException {
            try {
                return reading.call();
            } catch (IllegalArgumentException e) {
                throw new InputException("The change cannot be read: " + e.getMessage() + ".");
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private int report(TaskScope scope, Diff change) {
            List<Drift> drifts = DriftCheck.check(scope, change);
            List<TaskScope.Addition> missing = DriftCheck.missing(drifts);
            if (json) {
                terminal.out()
                        .println(Json.pretty(Json.object(
                                "task", shown(scope.task()),
                                "files", change.files().size(),
                                "drifts", drifts.stream().map(this::tree).toList(),
                                "missing", missing.stream().map(this::tree).toList())));
            } else {
                drifts.forEach(drift -> terminal.out().println(line(drift)));
                missing.forEach(addition -> terminal.out().println("to add: " + text(addition)));
                terminal.err()
                        .println(change.files().size() + " files, " + drifts.size() + " drifts from the task '"
                                + shown(scope.task()) + "'");
            }
            terminal.out().flush();
            return drifts.isEmpty() ? GovernanceCommand.FINE : GovernanceCommand.FINDINGS;
        }

        private String line(Drift drift) {
            String place = drift.file().isEmpty()
                    ? ""
                    : shown(drift.file()) + (drift.line() > 0 ? ":" + drift.line() : "") + ": ";
            return place + drift.kind().id() + ": " + drift.why() + " [" + drift.rule() + "]";
        }

        private String text(TaskScope.Addition addition) {
            return addition.effect().id() + " " + shown(addition.resource());
        }

        private Object tree(Drift drift) {
            return Json.object(
                    "kind", drift.kind().id(),
                    "rule", drift.rule(),
                    "file", shown(drift.file()),
                    "line", drift.line(),
                    "why", drift.why());
        }

        private Object tree(TaskScope.Addition addition) {
            return Json.object("effect", addition.effect().id(), "resource", shown(addition.resource()));
        }

        private String shown(String text) {
            return VisibleText.of(redactor.redact(text));
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Prints the scope that holds, as a file that declares it.")
    static final class Show implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin
        private ScopeOptions options = new ScopeOptions();

        Show(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException {
            TaskScope scope = options.named().orElse(null);
            if (scope == null) {
                try (GitDiff git = GitDiff.open(options.folder, options.base)) {
                    scope = options.scope(git);
                }
            }
            terminal.out().println(Json.pretty(tree(scope)));
            terminal.out().flush();
            return GovernanceCommand.FINE;
        }

        private static Object tree(TaskScope scope) {
            Map<String, @Nullable Object> tree = Json.object("version", 1, "task", scope.task());
            put(tree, "purpose", scope.purpose());
            put(tree, "paths", scope.paths());
            put(tree, "forbiddenPaths", scope.forbiddenPaths());
            put(tree, "branches", scope.branches());
            put(tree, "effects", scope.effects());
            put(tree, "forbiddenEffects", scope.forbiddenEffects());
            put(tree, "services", scope.services());
            put(tree, "secondaryGoals", scope.secondaryGoals());
            scope.maxFiles().ifPresent(most -> tree.put("maxFiles", most));
            scope.maxLines().ifPresent(most -> tree.put("maxLines", most));
            scope.expiry().ifPresent(end -> tree.put("expires", end.toString()));
            return tree;
        }

        private static void put(Map<String, @Nullable Object> tree, String key, Object value) {
            if (!value.equals("") && !value.equals(List.of())) {
                tree.put(key, value);
            }
        }
    }

    @Command(
            name = "request",
            mixinStandardHelpOptions = true,
            description = {
                "Asks a person to widen the task by exactly what is named: governance approvals approve.",
                "It counts for a guard with the same --policy and --scope until it expires or is revoked."
            })
    static final class Request implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin
        private StoreOptions stores = new StoreOptions();

        @Option(names = "--scope", required = true, paramLabel = "FILE", description = "The scope of the task.")
        private Path scope = Path.of("");

        @Option(names = "--policy", paramLabel = "FILE", description = "The policy of the guard.")
        private @Nullable Path policy;

        @Option(names = "--agent", required = true, paramLabel = "NAME", description = "The agent that asks.")
        private String agent = "";

        @Option(names = "--repo", paramLabel = "NAME", description = "The repository, for example acme/shop.")
        private String repository = "";

        @Option(names = "--why", required = true, paramLabel = "TEXT", description = "Why it cannot be done without.")
        private String why = "";

        @Parameters(
                arity = "1..*",
                paramLabel = "EFFECT=RESOURCE",
                description = "What to add: fs.write=docs/price.md, vcs.push=bot/docs, ….")
        private List<String> additions = List.of();

        Request(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            if (!Files.isReadable(scope)) {
                throw new InputException("There is no scope to read at " + scope + ".");
            }
            TaskScope task = TaskScopes.load(scope);
            Governance guard = Governance.builder(policy == null ? Policy.baseline() : Policy.load(policy))
                    .detector(SecretScanner.standard())
                    .scopes(name -> Optional.of(task))
                    .approvals(ApprovalDesk.builder(stores.open(terminal).approvalStore(), stores.rules())
                            .build())
                    .build();
            ActionContext context = ActionContext.builder(agent)
                    .repository(repository)
                    .task(task.task())
                    .build();
            Decision decision =
                    guard.widen(additions.stream().map(Request::addition).toList(), why, context);
            terminal.out().println(VisibleText.of(decision.explanation()));
            terminal.out().flush();
            return decision.match(
                    allow -> GovernanceCommand.FINE, ask -> GovernanceCommand.FINE, deny -> GovernanceCommand.FINDINGS);
        }

        private static TaskScope.Addition addition(String text) {
            int sign = text.indexOf('=');
            String id = sign < 0 ? text : text.substring(0, sign);
            EffectKind kind = EffectKind.of(id)
                    .orElseThrow(() -> new InputException("There is no effect '" + id + "'; POLICY.md lists them."));
            return new TaskScope.Addition(kind, sign < 0 ? "" : text.substring(sign + 1));
        }
    }
}
