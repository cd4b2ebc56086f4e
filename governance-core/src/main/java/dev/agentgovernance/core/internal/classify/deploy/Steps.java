/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.Globs;
import dev.agentgovernance.core.internal.classify.RepositoryView;
import dev.agentgovernance.core.internal.classify.RuleFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells what a single step of a pipeline does: a command line, a ready-made action, task or orb. */
final class Steps {

    /**
     * Something a step deploys or publishes.
     *
     * @param target an environment that the step itself names, or empty
     * @param condition an expression of the step that has to hold besides, or empty
     */
    record Signal(EffectKind kind, int line, String target, boolean certain, String condition) {

        Signal at(int where) {
            return new Signal(kind, where, target, certain, condition);
        }

        Signal when(String further) {
            String both = condition.isEmpty()
                    ? further
                    : further.isEmpty() ? condition : "(" + condition + ") && (" + further + ")";
            return new Signal(kind, line, target, certain, both);
        }
    }

    /**
     * What was found in some steps.
     *
     * @param signals what they deploy or publish
     * @param understood whether that is surely all
     * @param gate whether one of them waits for a human
     */
    record Found(List<Signal> signals, boolean understood, boolean gate) {
        static final Found NOTHING = new Found(List.of(), true, false);

        Found and(Found other) {
            List<Signal> all = new ArrayList<>(signals);
            all.addAll(other.signals);
            return new Found(List.copyOf(all), understood && other.understood, gate || other.gate);
        }

        Found when(String condition) {
            return new Found(signals.stream().map(s -> s.when(condition)).toList(), understood, gate);
        }
    }

    private record StepRule(String family, String name, String effect, String condition) {}

    private static final List<StepRule> RULES = RuleFile.load(Steps.class, "steps.rules").stream()
            .map(rule -> new StepRule(
                    rule.words().get(0),
                    rule.words().get(1).toLowerCase(Locale.ROOT),
                    rule.words().get(2),
                    rule.words().size() > 3 ? rule.words().get(3) : ""))
            .toList();

    /** Effects of a command that matter beyond the machine of the build. */
    private static final Set<EffectKind> REACHING = Set.of(
            EffectKind.DEPLOY,
            EffectKind.PACKAGE_PUBLISH,
            EffectKind.PACKAGE_UNPUBLISH,
            EffectKind.FORGE_RELEASE,
            EffectKind.INFRA_CHANGE,
            EffectKind.INFRA_DESTROY,
            EffectKind.INFRA_STATE,
            EffectKind.DB_SCHEMA);

    private static final Set<EffectKind> RUNS_CODE =
            Set.of(EffectKind.EXEC_SCRIPT, EffectKind.EXEC_OPAQUE, EffectKind.EXEC_BUILD, EffectKind.EXEC_DOWNLOADED);
    /** Programs that change infrastructure as such; others change it by bringing a new version of an application onto it. */
    private static final List<String> INFRASTRUCTURE = List.of(
            "terraform",
            "tofu",
            "terragrunt",
            "pulumi",
            "cdk",
            "cdktf",
            "aws cloudformation",
            "az deployment",
            "az group");

    private static final int MAX_SCRIPTS = 4;

    private final RepositoryView view;
    private final Function<String, Classification> commands;

    Steps(RepositoryView view, Function<String, Classification> commands) {
        this.view = view;
        this.commands = commands;
    }

    /**
     * What is known of a job besides its steps.
     *
     * @param line its line
     * @param environmentLine the line that names its environment, 0 where none does
     * @param names its names
     * @param further names of what holds nothing but this job
     */
    record Job(int line, int environmentLine, String names, String further) {}

    /** Returns what a job does, one signal for each kind of thing: that of its steps, else what its environment and name say. */
    static List<Signal> signals(Job job, Found found) {
        List<Signal> signals = new ArrayList<>();
        Set<String> kinds = new HashSet<>();
        for (Signal signal : found.signals()) {
            if (signal.certain() && kinds.add(signal.kind() + signal.condition() + signal.target())) {
                signals.add(signal);
            }
        }
        if (signals.isEmpty()) {
            found.signals().stream().limit(1).forEach(signals::add);
        }
        if (signals.isEmpty() && job.environmentLine() > 0) {
            signals.add(new Signal(EffectKind.DEPLOY, job.environmentLine(), "", true, ""));
        }
        if (signals.isEmpty() && !found.understood()) {
            EffectKind own = StepNames.hint(job.names());
            EffectKind hinted = own == null ? StepNames.hint(job.further()) : own;
            if (hinted != null) {
                signals.add(new Signal(hinted, job.line(), "", false, ""));
            }
        }
        return signals;
    }

    /** Judges a ready-made step by its name, without what stands behind an {@code @}. */
    Found ready(String family, String name, Tree inputs, int line) {
        int at = name.indexOf('@');
        String plain = (at < 0 ? name : name.substring(0, at)).toLowerCase(Locale.ROOT);
        boolean named = false;
        for (StepRule rule : RULES) {
            if (rule.family().equals(family) && Globs.matches(rule.name(), plain)) {
                named = true;
                Found found = byRule(rule, inputs, line);
                if (found != null) {
                    return found;
                }
            }
        }
        if (named) {
            return Found.NOTHING;
        }
        EffectKind hinted = StepNames.hint(plain);
        return hinted == null
                ? new Found(List.of(), false, false)
                : new Found(List.of(new Signal(hinted, line, "", false, "")), false, false);
    }

    /** Returns what a rule says, or null where an input that it asks for has another value. */
    private static @Nullable Found byRule(StepRule rule, Tree inputs, int line) {
        if (rule.effect().equals("gate")) {
            return new Found(List.of(), true, true);
        }
        if (rule.effect().equals("none")) {
            return Found.NOTHING;
        }
        String condition = "";
        if (!rule.condition().isEmpty()) {
            int equals = rule.condition().indexOf('=');
            String input = equals < 0 ? rule.condition() : rule.condition().substring(0, equals);
            String expected = equals < 0 ? "true" : rule.condition().substring(equals + 1);
            String given = inputs.text(input, "");
            if (given.contains("${{")) {
                condition = GitHubWorkflows.bare(given);
            } else if (!Globs.matches(expected, given.toLowerCase(Locale.ROOT))) {
                return null;
            }
        }
        EffectKind kind = EffectKind.of(rule.effect()).orElse(EffectKind.DEPLOY);
        return new Found(List.of(new Signal(kind, line, "", true, condition)), true, false);
    }

    /** Judges a command line, and the scripts of the repository that it runs. */
    Found command(String text, int line) {
        return command(text, line, 0);
    }

    private Found command(String text, int line, int depth) {
        String plain = StepText.plain(text);
        Classification classification = commands.apply(plain);
        List<Signal> signals = new ArrayList<>();
        boolean understood = classification.coverage() == Coverage.KNOWN;
        Set<SourceSpan> deploying = new HashSet<>();
        for (Effect effect : classification.effects()) {
            if (effect.kind() == EffectKind.DEPLOY) {
                deploying.add(effect.span());
            }
        }
        for (Effect effect : classification.effects()) {
            if (effect.kind() != EffectKind.DEPLOY && deploying.contains(effect.span())) {
                continue;
            }
            int where = line + StepText.newlines(plain, effect.span().start());
            EffectKind kind = reaching(effect, plain);
            if (kind != null) {
                signals.add(new Signal(kind, where, target(effect), true, ""));
            } else if (RUNS_CODE.contains(effect.kind())) {
                Found script = script(effect, where, depth);
                understood &= script.understood();
                signals.addAll(script.signals());
            }
        }
        return new Found(signals, understood, false).and(packageScripts(plain, line, depth));
    }

    private static String target(Effect effect) {
        String word = StepNames.environmentWord(effect.resource());
        boolean named = effect.environment() != Environment.UNKNOWN && effect.environment() != Environment.LOCAL;
        return word.isEmpty() && named ? effect.environment().name().toLowerCase(Locale.ROOT) : word;
    }

    private static @Nullable EffectKind reaching(Effect effect, String text) {
        EffectKind kind = effect.kind();
        boolean pages = effect.resource().equals("gh-pages");
        String part = text.substring(
                Math.min(effect.span().start(), text.length()),
                Math.min(effect.span().end(), text.length()));
        if (REACHING.contains(kind)) {
            boolean rollsOut =
                    kind == EffectKind.INFRA_CHANGE && INFRASTRUCTURE.stream().noneMatch(part::startsWith);
            return rollsOut ? EffectKind.DEPLOY : kind;
        }
        boolean copies = part.startsWith("rsync")
                || part.startsWith("scp")
                || part.startsWith("sftp")
                || part.startsWith("lftp")
                || part.startsWith("aws s3 ")
                || part.startsWith("gsutil ")
                || part.startsWith("gcloud storage ");
        return switch (kind) {
            case EXEC_REMOTE -> EffectKind.DEPLOY;
            case VCS_PUSH, VCS_PUSH_GOVERNED, VCS_PUSH_FORCE_GOVERNED, VCS_PUSH_FORCE_LEASE ->
                pages ? EffectKind.DEPLOY : null;
            case NET_SEND -> copies || part.toLowerCase(Locale.ROOT).contains("deploy") ? EffectKind.DEPLOY : null;
            default -> null;
        };
    }

    private Found script(Effect effect, int line, int depth) {
        String path = effect.resource().startsWith("./") ? effect.resource().substring(2) : effect.resource();
        if (depth < MAX_SCRIPTS && !path.isEmpty() && (path.endsWith(".sh") || path.indexOf('.') < 0)) {
            Optional<String> content = view.text(path);
            if (content.isPresent()) {
                Found inside = command(content.get(), 0, depth + 1);
                return new Found(
                        inside.signals().stream().map(s -> s.at(line)).toList(), inside.understood(), inside.gate());
            }
        }
        EffectKind hinted = StepNames.hint(path);
        return hinted == null || effect.kind() == EffectKind.EXEC_BUILD
                ? new Found(List.of(), effect.kind() == EffectKind.EXEC_BUILD, false)
                : new Found(
                        List.of(new Signal(hinted, line, StepNames.environmentWord(path), false, "")), false, false);
    }

    /** {@code npm run deploy} and its kin run what package.json says. */
    private Found packageScripts(String text, int line, int depth) {
        if (depth >= MAX_SCRIPTS) {
            return Found.NOTHING;
        }
        Found all = Found.NOTHING;
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            List<String> words = List.of(lines[i].strip().split(" ", 8));
            if (words.size() < 2 || !Set.of("npm", "yarn", "pnpm", "bun").contains(words.get(0))) {
                continue;
            }
            int at = Set.of("run", "run-script").contains(words.get(1)) ? 2 : 1;
            if (at >= words.size() || (at == 1 && words.get(0).equals("npm"))) {
                continue;
            }
            String name = words.get(at);
            String script = packageScript(name);
            if (script != null) {
                int where = line + i;
                Found inside = command(script, 0, depth + 1);
                all = all.and(new Found(
                        inside.signals().stream().map(s -> s.at(where)).toList(), inside.understood(), false));
            } else if (at == 2 && StepNames.hint(name) != null) {
                EffectKind kind = java.util.Objects.requireNonNull(StepNames.hint(name));
                all = all.and(new Found(
                        List.of(new Signal(kind, line + i, StepNames.environmentWord(name), false, "")), false, false));
            }
        }
        return all;
    }

    private @Nullable String packageScript(String name) {
        Optional<String> text = view.text("package.json");
        if (text.isEmpty()) {
            return null;
        }
        try {
            Tree script = YamlReader.document(text.get()).at("scripts", name);
            return script.isText() ? script.text() : null;
        } catch (YamlReader.Unreadable e) {
            return null;
        }
    }
}
