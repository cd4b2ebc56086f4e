/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.ParseLimits;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import dev.agentgovernance.core.internal.classify.Command;
import dev.agentgovernance.core.internal.classify.CommandClassifier;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** A small world of programs for the tests, and what becomes of command lines in it. */
final class Commands {

    static final ActionContext CONTEXT = ActionContext.builder("agent").build();

    private Commands() {}

    private record Program(Set<String> programs, BiConsumer<Command, EffectSink> body) implements CommandClassifier {
        @Override
        public void classify(Command command, EffectSink sink) {
            body.accept(command, sink);
        }
    }

    private static List<Word> operands(Command command) {
        return command.arguments().stream()
                .filter(word -> !(word.isLiteral() && word.text().startsWith("-")))
                .toList();
    }

    /** Knows a handful of programs well enough to tell readers from destroyers. */
    static List<CommandClassifier> table() {
        return List.of(
                new Program(Set.of("rm"), (command, sink) -> {
                    boolean recursive = command.arguments().stream()
                            .anyMatch(word ->
                                    word.text().startsWith("-") && word.text().contains("r"));
                    operands(command).forEach(word -> sink.delete(word, recursive));
                }),
                new Program(Set.of("cat", "grep", "head", "sort", "wc"), (command, sink) -> {
                    List<Word> files = operands(command);
                    files = command.program().equals("grep") && !files.isEmpty()
                            ? files.subList(1, files.size())
                            : files;
                    files.forEach(sink::read);
                    if (files.isEmpty()) {
                        sink.effect(Effect.of(EffectKind.SYSTEM_READ, "", command.span()));
                    }
                }),
                new Program(Set.of("ls", "tree"), (command, sink) -> {
                    sink.effect(Effect.of(EffectKind.FS_LIST, "", command.span()));
                    operands(command).forEach(sink::list);
                }),
                new Program(
                        Set.of("id", "date"),
                        (command, sink) ->
                                sink.effect(Effect.of(EffectKind.SYSTEM_READ, command.program(), command.span()))),
                new Program(
                        Set.of("touch", "tee"),
                        (command, sink) -> operands(command).forEach(sink::write)),
                new Program(
                        Set.of("curl"),
                        (command, sink) -> sink.effect(Effect.of(EffectKind.NET_FETCH, "", command.span()))),
                new Program(Set.of("git"), (command, sink) -> {
                    EffectKind kind = command.arguments().stream().anyMatch(word -> word.is("push"))
                            ? EffectKind.VCS_PUSH
                            : command.arguments().stream().anyMatch(word -> word.is("commit"))
                                    ? EffectKind.VCS_COMMIT
                                    : EffectKind.VCS_READ;
                    sink.effect(Effect.of(kind, "", command.span()));
                }));
    }

    static ShellClassifier classifier() {
        return classifier(table(), ParseLimits.DEFAULT);
    }

    static ShellClassifier classifier(List<CommandClassifier> programs, ParseLimits limits) {
        return ShellClassifier.of(
                programs, (action, context) -> Classification.NOTHING, ClassifierSettings.DEFAULT, limits);
    }

    static Classification classify(String command) {
        return classifier().classify(Action.shell(command), CONTEXT);
    }

    /** Returns the kinds of effects and the resources, as {@code fs.delete x}. */
    static List<String> effects(String command) {
        return classify(command).effects().stream()
                .map(effect -> (effect.kind().id() + " " + effect.resource()).strip())
                .toList();
    }

    /** Returns the words of the commands that reach a program {@code probe} or {@code rm}, with unknown parts as {@code …}. */
    static List<List<String>> started(String command) {
        List<List<String>> started = new ArrayList<>();
        BiConsumer<Command, EffectSink> note = (found, sink) -> {
            List<String> words = new ArrayList<>();
            words.add(found.program());
            for (Word word : found.arguments()) {
                words.add(
                        switch (word.form()) {
                            case LITERAL -> word.text();
                            case ONE_OF -> "<" + String.join("|", word.choices()) + ">";
                            case GLOB -> "~" + word.text();
                            case DYNAMIC -> word.text() + "…";
                        });
            }
            started.add(words);
        };
        List<CommandClassifier> programs = List.of(new Program(Set.of("probe", "rm", "id", "ls", "cat", "tee"), note));
        Classification ignored = classifier(programs, ParseLimits.DEFAULT).classify(Action.shell(command), CONTEXT);
        return ignored.effects().isEmpty() ? List.copyOf(started) : started;
    }
}
