/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Reach;
import dev.agentgovernance.api.effect.Reversibility;
import dev.agentgovernance.core.internal.classify.Command;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.EnvironmentNames;
import dev.agentgovernance.core.internal.classify.Word;
import dev.agentgovernance.core.internal.classify.WorkingTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says what follows from the words of a command, once they are read. One instance per command. */
final class Report {

    private static final int RESOURCE = 120;
    private static final Entry.Does LOOKS_INSIDE = new Entry.Does(List.of(EffectKind.CONTAINER_READ), false);

    private final Invocation invocation;
    private final Entry entry;
    private final EffectSink sink;
    private final List<String> environments = new ArrayList<>();
    private @Nullable Word directory;
    private final List<Word> projects = new ArrayList<>();
    private boolean touched;
    private boolean looksInside;

    Report(Invocation invocation, EffectSink sink) {
        this.invocation = invocation;
        this.entry = invocation.entry();
        this.sink = sink;
    }

    void all() {
        if (invocation.help()) {
            effects(new Entry.Does(List.of(EffectKind.SYSTEM_READ), false), invocation.command(), sink, "", List.of());
            return;
        }
        variables();
        options();
        words();
        rest();
        kinds();
        for (Entry at = entry; at != null; at = at.parent) {
            if (at.hook != null && !at.hook.equals("none")) {
                Hooks.named(at.hook).apply(invocation, sink, environments);
                touched |=
                        !invocation.words().isEmpty() || !invocation.options().isEmpty();
                break;
            }
            if (at.hook != null) {
                break;
            }
        }
        if (!touched) {
            effects(new Entry.Does(List.of(EffectKind.SYSTEM_READ), false), invocation.command(), sink, "", List.of());
        }
    }

    private void variables() {
        for (Entry at = entry; at != null; at = at.parent) {
            for (String variable : at.variables) {
                Word value = invocation.command().environment().get(variable);
                if (value != null) {
                    environments.add(value.text());
                }
            }
        }
    }

    private void options() {
        for (Map.Entry<String, List<Word>> given : invocation.options().entrySet()) {
            OptionKind kind = entry.option(given.getKey());
            if (kind == OptionKind.DIR) {
                given.getValue().forEach(value -> directory = value);
            } else if (kind == OptionKind.PROJECT) {
                projects.addAll(given.getValue());
            }
        }
        invocation.options().forEach((name, values) -> {
            OptionKind kind = entry.option(name);
            if (kind != null) {
                values.forEach(value -> value(kind, value));
                if (kind == OptionKind.EXEC || kind == OptionKind.GAP) {
                    opaque(kind);
                }
            }
        });
        OutputOptions.report(invocation, sink);
    }

    private void opaque(OptionKind kind) {
        if (kind == OptionKind.EXEC) {
            sink.effect(
                    Effect.of(EffectKind.EXEC_OPAQUE, "", invocation.command().span()));
        }
        sink.gap(
                Coverage.PARTIAL,
                "an option whose effect is not known",
                invocation.command().span());
        touched = true;
    }

    private void value(OptionKind kind, Word value) {
        switch (kind) {
            case READ -> slot("read", value);
            case WRITE -> slot("write", value);
            case LIST, DIR -> slot("list", value);
            case DELETE -> slot("delete", value);
            case ENV -> slot("env", value);
            case RUN -> slot("run", value);
            case SQL -> slot("sql", value);
            default -> {}
        }
    }

    private void words() {
        List<Entry.Slot> slots = slots();
        List<Word> words = invocation.words();
        if (slots.size() == 1 && slots.get(0).kind().equals("none")) {
            if (!words.isEmpty()) {
                sink.gap(
                        Coverage.PARTIAL,
                        "a word that is not in the table",
                        words.get(0).span());
            }
            return;
        }
        int star = -1;
        for (int i = 0; i < slots.size(); i++) {
            star = slots.get(i).repeats() ? i : star;
        }
        int behind = star < 0 ? 0 : slots.size() - star - 1;
        for (int i = 0; i < words.size(); i++) {
            int fromEnd = words.size() - i;
            if (star < 0 ? i < slots.size() : i < star) {
                slot(slots.get(i).kind(), words.get(i));
            } else if (star >= 0 && fromEnd <= behind) {
                slot(slots.get(slots.size() - fromEnd).kind(), words.get(i));
            } else if (star >= 0) {
                slot(slots.get(star).kind(), words.get(i));
            }
        }
    }

    private List<Entry.Slot> slots() {
        for (Entry at = entry; at != null; at = at.parent) {
            for (Entry.Slots slots : at.slots) {
                if (slots.conditions().isEmpty() || any(slots.conditions(), true)) {
                    return slots.slots();
                }
            }
            if (at.hasSubcommands() && at != entry) {
                break;
            }
        }
        return List.of();
    }

    private void slot(String kind, Word word) {
        if (word.is("-") && !kind.equals("env")) {
            return;
        }
        switch (kind) {
            case "read" -> sink.read(placed(word));
            case "write" -> sink.write(placed(word));
            case "list" -> sink.list(word);
            case "empty" -> sink.empty(placed(word));
            case "delete" -> sink.delete(placed(word), any(entry.recursive, true));
            case "move" -> {
                sink.read(placed(word));
                sink.write(placed(word));
            }
            case "env" -> environments.add(word.text());
            case "run" -> run(word);
            case "sql" -> statement(word);
            case "exec" -> opaque(OptionKind.EXEC);
            default -> {
                return;
            }
        }
        touched |= !kind.equals("env");
    }

    private void statement(Word word) {
        sink.run(Action.sql(word.text()), word.span());
        if (word.text().lines().map(String::strip).allMatch(line -> line.isEmpty() || line.startsWith("--"))) {
            sink.gap(Coverage.PARTIAL, "a statement that says nothing", word.span());
        }
    }

    private void run(Word word) {
        if (word.isLiteral()) {
            sink.run(Action.shell(word.text()), word.span());
        } else {
            sink.effect(Effect.of(EffectKind.EXEC_OPAQUE, "", word.span()));
            sink.gap(Coverage.OPAQUE, "a command that is not known before it runs", word.span());
        }
    }

    /** Puts a relative path into the folder that an option named. */
    private Word placed(Word word) {
        Word folder = directory;
        if (folder == null || word.text().startsWith("/") || word.text().startsWith("~")) {
            return word;
        }
        if (!folder.isLiteral()) {
            return Word.dynamic("", word.span());
        }
        return new Word(word.form(), folder.text() + "/" + word.text(), word.choices(), word.span());
    }

    private void rest() {
        List<Word> rest = invocation.rest();
        Entry.Rest behind = entry.rest;
        if (behind == null || rest.isEmpty()) {
            return;
        }
        if (behind.kind().equals("run") || behind.kind().equals("inside")) {
            boolean reads = sink.run(Action.shell(ShellText.of(rest)), ShellText.span(rest));
            looksInside = reads && behind.kind().equals("inside");
            touched = true;
        } else if (behind.kind().equals("gap")) {
            sink.gap(Coverage.PARTIAL, "words for another program", ShellText.span(rest));
        }
    }

    private void kinds() {
        Entry.Does does = entry.hasSubcommands() && invocation.words().isEmpty() && entry.bare != null
                ? entry.bare
                : entry.effect;
        List<Entry.Does> raised = matching(entry.when, true);
        List<Entry.Does> lowered = List.of();
        if (raised.isEmpty()) {
            lowered = matching(entry.lower, false);
            raised = lowered.isEmpty() ? List.of(looksInside ? LOOKS_INSIDE : does) : lowered;
        }
        List<Entry.Does> all = new ArrayList<>(raised);
        for (Entry at = entry; at != null; at = at.parent) {
            all.addAll(matching(at.also, true));
        }
        net(all, !lowered.isEmpty());
        String resource = resource();
        for (Entry.Does one : all) {
            effects(one, invocation.command(), sink, resource, environments);
            touched |= !one.kinds().isEmpty();
        }
    }

    /** Looks at what the table left unexamined. It adds gaps only, so it never makes a command milder. */
    private void net(List<Entry.Does> all, boolean lowered) {
        boolean reads = true;
        boolean canBeUndone = true;
        boolean script = false;
        boolean build = false;
        boolean depends = false;
        for (Entry.Does one : all) {
            for (EffectKind kind : one.kinds()) {
                reads &= kind.isRead();
                canBeUndone &= kind.reversibility() != Reversibility.IRREVERSIBLE;
                script |= kind == EffectKind.EXEC_SCRIPT;
                build |= kind == EffectKind.EXEC_BUILD;
                depends |= kind == EffectKind.DEPENDENCY_CHANGE || kind == EffectKind.DEPENDENCY_INSTALL;
            }
        }
        if (entry.open && reads) {
            UnknownOptions.report(invocation, isStrict(lowered), sink);
        } else if (entry.open && canBeUndone) {
            DestructiveWords.options(invocation, sink);
        }
        if (reads && lowered && !invocation.hasAny("--dry-run", "--dryrun", "--simulate")) {
            DestructiveWords.actions(invocation, sink);
        }
        if (build || script) {
            StartedPrograms.report(invocation, sink);
            reportElsewhere(directory, "a build from outside the tree runs, and it was not looked into");
            projects.stream()
                    .filter(file -> file.text().contains("://"))
                    .forEach(file -> sink.gap(Coverage.PARTIAL, "a build is fetched and runs", file.span()));
            invocation.words().stream()
                    .filter(WrittenHooks::isSource)
                    .forEach(word ->
                            reportElsewhere(word, "a program from outside the tree runs, and it was not looked into"));
        }
        if (build || script || depends) {
            OutwardTasks.report(invocation, sink);
            projects.forEach(
                    file -> reportElsewhere(file, "a build from outside the tree runs, and it was not looked into"));
            WrittenHooks.report(invocation, sink);
            if (WorkingTree.isLeft(sink)) {
                sink.gap(
                        Coverage.PARTIAL,
                        "what runs belongs to a folder outside the tree, and it was not looked into",
                        invocation.command().span());
            }
        }
        if (depends) {
            invocation
                    .words()
                    .forEach(word -> reportElsewhere(
                            Elsewhere.packageFolder(word),
                            "a package from outside the tree, and it was not looked into"));
        }
        if (script) {
            DestructiveWords.words(invocation, sink);
            Word program = program();
            boolean piped = invocation.command().input().source() == Command.Input.Source.PIPE;
            if (program != null && (isDescriptor(program) || (piped && program.is("-")))) {
                opaque(OptionKind.EXEC);
            } else if (program != null
                    && program.form() == Word.Form.DYNAMIC
                    && program.text().isEmpty()) {
                sink.gap(Coverage.PARTIAL, "which program runs is only known when it runs", program.span());
            } else {
                reportElsewhere(program, "a program from outside the tree runs, and it was not looked into");
                if (program != null && sink.replaces(program.text())) {
                    sink.gap(Coverage.PARTIAL, "a program runs that was put there just before", program.span());
                }
            }
        }
    }

    /** Tells whether an option that is not known may as well do something, in a program that reads whatever its words are. */
    private boolean isStrict(boolean lowered) {
        return invocation.path().isEmpty() && !lowered && !entry.shows && !entry.hasSubcommands();
    }

    private void reportElsewhere(@Nullable Word place, String what) {
        if (place != null && Elsewhere.is(place, sink)) {
            sink.gap(Coverage.PARTIAL, what, place.span());
        }
    }

    /** Returns the word that names the program which an interpreter runs; null where a module is named, or none. */
    private @Nullable Word program() {
        List<Word> archives = invocation.values("-jar");
        if (!archives.isEmpty()) {
            return archives.get(0);
        }
        boolean named = !invocation.words().isEmpty() && !invocation.has("-m");
        return named ? invocation.words().get(0) : null;
    }

    /** What is read there is what another command prints. */
    private static boolean isDescriptor(Word word) {
        return word.text().startsWith("/dev/fd/") || word.text().startsWith("/proc/self/fd/") || word.is("/dev/stdin");
    }

    private List<Entry.Does> matching(List<Entry.Rule> rules, boolean unknown) {
        List<Entry.Does> matching = List.of();
        for (Entry.Rule rule : rules) {
            if (any(rule.conditions(), unknown)) {
                matching = matching.isEmpty() ? new ArrayList<>() : matching;
                matching.add(rule.does());
            }
        }
        return matching;
    }

    private boolean any(List<Condition> conditions, boolean unknown) {
        for (Condition condition : conditions) {
            if (condition.holds(invocation, unknown)) {
                return true;
            }
        }
        return false;
    }

    private String resource() {
        StringBuilder text = new StringBuilder();
        for (Word word : invocation.words()) {
            if (text.length() + word.text().length() > RESOURCE) {
                break;
            }
            text.append(text.isEmpty() ? "" : " ").append(word.text());
        }
        return text.toString();
    }

    /** Reports effects; what leaves the machine is in the environment that the names mean. */
    static void effects(Entry.Does does, Command command, EffectSink sink, String resource, List<String> environments) {
        for (EffectKind kind : does.kinds()) {
            Effect effect = Effect.of(kind, resource, command.span());
            if (kind.reach().compareTo(Reach.SHARED) >= 0) {
                Environment environment = EnvironmentNames.of(sink.settings(), environments);
                effect = effect.withEnvironment(environment);
            }
            sink.effect(effect);
        }
        if (does.andMore()) {
            sink.gap(Coverage.PARTIAL, "it can do more than its words say", command.span());
        }
    }
}
