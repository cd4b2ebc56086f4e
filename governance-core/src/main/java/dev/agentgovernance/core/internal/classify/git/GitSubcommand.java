/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.git;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.Command;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** One subcommand of git with its words. */
final class GitSubcommand {

    /** How many aliases may stand for each other. */
    private static final int MAX_ALIASES = 4;

    /** Subcommands that have subcommands of their own, each with a help of its own. */
    private static final Set<String> FAMILIES = Set.of(
            "bundle",
            "commit-graph",
            "config",
            "maintenance",
            "multi-pack-index",
            "notes",
            "reflog",
            "remote",
            "sparse-checkout",
            "stash",
            "worktree");

    private final Command command;
    private final List<Word> words;
    private final EffectSink sink;
    private final Place place;
    private final int depth;

    GitSubcommand(Command command, List<Word> words, EffectSink sink, Place place) {
        this(command, words, sink, place, 0);
    }

    private GitSubcommand(Command command, List<Word> words, EffectSink sink, Place place, int depth) {
        this.command = command;
        this.words = words;
        this.sink = sink;
        this.place = place;
        this.depth = depth;
    }

    void report(String name) {
        if (isHelp(name)) {
            effect(EffectKind.VCS_READ, "");
            return;
        }
        String reads = GitOptions.READS.get(name);
        GitOptions.Plain plain = GitOptions.PLAIN.get(name);
        if (reads != null) {
            GitArguments arguments = arguments(reads);
            effect(EffectKind.VCS_READ, "");
            readingOptions(arguments);
            ShownPaths.report(name, arguments, sink);
        } else if (plain != null) {
            boolean stepped =
                    name.equals("bisect") && !words.isEmpty() && words.get(0).is("run");
            GitArguments arguments = arguments(stepped ? words.subList(0, 1) : words, plain.options());
            plain(name, plain.kind(), arguments);
        } else if (!new GitChanges(this, command, words, sink, place).report(name) && !alias(name)) {
            effect(EffectKind.EXEC_OPAQUE, name);
            sink.gap(Coverage.PARTIAL, "a subcommand that may be an alias", command.span());
        }
    }

    /** Tells whether help is asked for; further behind, the word may be a value, a path or meant for another program. */
    private boolean isHelp(String name) {
        if (words.size() == 1 && words.get(0).is("-h")) {
            return true;
        }
        int place = FAMILIES.contains(name) && words.size() > 1 && !words.get(0).is("--help") ? 1 : 0;
        return words.size() > place && words.get(place).is("--help");
    }

    /** Reports what an alias of the settings stands for; returns whether there is one. */
    private boolean alias(String name) {
        GitRepository repository = place.repository();
        String text = repository == null || depth >= MAX_ALIASES
                ? null
                : repository.config().last("alias." + name.toLowerCase(Locale.ROOT));
        if (text == null) {
            return false;
        }
        if (text.startsWith("!")) {
            StringBuilder script = new StringBuilder(text.substring(1));
            for (Word word : words) {
                script.append(' ').append(word.isLiteral() ? quoted(word.text()) : "\"$unknown\"");
            }
            sink.run(Action.shell(script.toString()), command.span());
            return true;
        }
        List<Word> expanded = new ArrayList<>();
        for (String part : AliasWords.of(text)) {
            expanded.add(Word.literal(part, command.span()));
        }
        if (expanded.isEmpty() || expanded.get(0).text().startsWith("-")) {
            // Options of git itself in an alias may be anything that such options are.
            return false;
        }
        List<Word> all = new ArrayList<>(expanded.subList(1, expanded.size()));
        all.addAll(words);
        Command meant = new Command(
                command.program(),
                joined(expanded, words),
                command.environment(),
                command.redirects(),
                command.input(),
                command.span());
        new GitSubcommand(meant, all, sink, place, depth + 1)
                .report(expanded.get(0).text());
        return true;
    }

    private static List<Word> joined(List<Word> first, List<Word> second) {
        List<Word> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    GitArguments arguments(String options) {
        return arguments(words, options);
    }

    private GitArguments arguments(List<Word> words, String options) {
        GitArguments arguments = new GitArguments(words, options);
        if (arguments.hasUnknownOption()) {
            sink.gap(Coverage.PARTIAL, "an option of git that is not in the lists", command.span());
        }
        return arguments;
    }

    private void readingOptions(GitArguments arguments) {
        arguments.values("output").forEach(sink::write);
        if (arguments.has("ext-diff", "filters", "upload-pack", "exec", "open-files-in-pager")
                || (command.arguments().stream().anyMatch(w -> w.is("grep")) && arguments.has("O"))) {
            runs("an option that runs a program");
        }
        if (arguments.hasUnknownWord()) {
            sink.gap(Coverage.PARTIAL, "a word that is not known before it runs may be an option", command.span());
        }
        if (arguments.has("no-index")) {
            arguments.words().forEach(sink::read);
        }
    }

    private void plain(String name, EffectKind kind, GitArguments arguments) {
        boolean looks = (name.equals("apply")
                        && arguments.has("stat", "numstat", "summary", "check")
                        && !arguments.has("apply"))
                || (name.equals("notes") && Set.of("", "list", "show").contains(arguments.word(0)))
                || (name.equals("bundle") && Set.of("verify", "list-heads").contains(arguments.word(0)))
                || (name.equals("bisect")
                        && Set.of("log", "visualize", "view", "help").contains(arguments.word(0)))
                || (name.equals("hash-object") && !arguments.has("w"))
                || (name.equals("sparse-checkout") && arguments.word(0).equals("list"))
                || (Set.of("add", "stage", "mv").contains(name)
                        && arguments.has("n", "dry-run")
                        && !arguments.hasUnknownOption())
                || (name.equals("rerere")
                        && Set.of("status", "diff", "remaining").contains(arguments.word(0)))
                || (name.equals("am") && arguments.has("show-current-patch"))
                || (name.equals("format-patch") && arguments.has("stdout"));
        effect(looks ? EffectKind.VCS_READ : kind, "");
        arguments.values("output", "o", "output-directory").forEach(sink::write);
        if (arguments.has("no-verify") && !name.equals("fetch")) {
            effect(EffectKind.VCS_HOOK_BYPASS, "");
        }
        if (arguments.has("upload-pack", "exec")) {
            runs("a program on the other side");
        }
        if (name.equals("bundle")
                && arguments.word(0).equals("create")
                && arguments.words().size() > 1) {
            sink.write(arguments.words().get(1));
        }
        if (name.equals("bisect") && arguments.word(0).equals("run")) {
            eachStep();
        }
        if (Set.of("add", "stage", "hash-object").contains(name)) {
            // What is put into the history stays there, and is handed on.
            arguments.words().forEach(sink::glimpse);
            arguments.behindDashes().forEach(sink::glimpse);
        }
        if (name.equals("maintenance") && Set.of("start", "register").contains(arguments.word(0))) {
            effect(EffectKind.PERSISTENCE, "");
        }
        if (Set.of("cherry-pick", "revert", "am").contains(name) && arguments.has("abort", "skip", "quit")) {
            effect(EffectKind.VCS_REWRITE, "");
        }
        if (name.equals("mv") && !looks) {
            arguments.words().forEach(sink::write);
            arguments.behindDashes().forEach(sink::write);
        }
        if (name.equals("pull")) {
            effect(arguments.has("f", "force") ? EffectKind.VCS_DISCARD : EffectKind.VCS_COMMIT, "");
        }
        if (name.equals("apply") && arguments.has("unsafe-paths")) {
            sink.gap(Coverage.PARTIAL, "a patch that may change files anywhere", command.span());
        }
        if (name.equals("fetch") && arguments.has("P", "prune-tags")) {
            // Tags that only this repository has go too.
            effect(EffectKind.VCS_DISCARD, "");
        }
        if (name.equals("fetch") && arguments.has("f", "force") && arguments.has("t", "tags")) {
            effect(EffectKind.VCS_DISCARD, "");
        }
        if (name.equals("fetch")) {
            List<Word> mapped = arguments.words().stream()
                    .filter(w -> w.text().startsWith("+")
                            || (w.text().indexOf(':') > 0
                                    && !w.text().contains("://")
                                    && !w.text().contains("@")))
                    .toList();
            // A branch of this repository is overwritten, as by "branch -f"; not so what only follows the other side.
            boolean overwrites = mapped.stream()
                    .anyMatch(w -> !w.text().contains(":refs/remotes/")
                            && w.text().indexOf(':') > 0
                            && (w.text().startsWith("+") || arguments.has("f", "force")));
            if (!mapped.isEmpty()) {
                effect(overwrites ? EffectKind.VCS_DISCARD : EffectKind.VCS_REWRITE, "");
            }
        }
        if (Set.of("fetch", "pull").contains(name)
                && arguments.word(0).toLowerCase(Locale.ROOT).startsWith("ext::")) {
            runs("a transport that runs a program");
        }
    }

    /** Reports the command that tells at each step whether the commit is good. */
    private void eachStep() {
        List<Word> run = words.subList(1, words.size());
        if (run.isEmpty() || run.stream().anyMatch(word -> !word.isLiteral())) {
            runs("a command for each step");
        } else {
            String script = run.stream().map(word -> quoted(word.text())).collect(Collectors.joining(" "));
            sink.run(Action.shell(script), command.span());
        }
    }

    void runs(String why) {
        effect(EffectKind.EXEC_OPAQUE, "");
        sink.gap(Coverage.PARTIAL, why, command.span());
    }

    void effect(EffectKind kind, String resource) {
        GitCommands.effect(kind, resource, command, sink);
    }
}
