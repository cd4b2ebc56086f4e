/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.Command;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds the command lines that programs type into a terminal, keep for later or start elsewhere, and has them judged besides
 * what the table says of the program.
 */
final class InnerCommands {

    private static final Set<String> KEYS =
            Set.of("Enter", "C-m", "KPEnter", "C-c", "C-d", "C-l", "Space", "Escape", "Tab", "BSpace");
    private static final String DO_SHELL_SCRIPT = "do shell script \"";
    private static final String VALUED = "tsncFeSXpu";
    private static final int CRON_FIELDS = 5;

    private InnerCommands() {}

    static void report(Invocation invocation, EffectSink sink, List<String> environments) {
        Command command = invocation.command();
        String input = command.input().text();
        switch (command.program()) {
            case "at", "batch" -> {
                if (input != null) {
                    run(input, command, sink);
                }
            }
            case "crontab" -> {
                if (input != null) {
                    input.lines().forEach(line -> run(behindFields(line), command, sink));
                }
            }
            case "osascript" -> command.arguments().forEach(word -> script(word, sink));
            case "tar", "gtar", "bsdtar" -> {
                for (Word action : invocation.values("--checkpoint-action")) {
                    if (action.text().startsWith("exec=")) {
                        run(action.text().substring(5), command, sink);
                    }
                }
                invocation.values("--to-command").forEach(word -> run(word.text(), command, sink));
                unpacked(invocation, sink);
                packed(invocation, sink);
            }
            default -> typed(command, sink);
        }
    }

    /** Reports the folder that an archive is unpacked into. */
    private static void unpacked(Invocation invocation, EffectSink sink) {
        if (!invocation.hasAny("-x", "--extract", "--get") || invocation.hasAny("-O", "--to-stdout")) {
            return;
        }
        SourceSpan span = invocation.command().span();
        List<Word> folders = invocation.valuesOf("-C", "--directory");
        (folders.isEmpty() ? List.of(Word.literal(".", span)) : folders).forEach(sink::write);
        if (invocation.hasAny("-P", "--absolute-names")) {
            sink.gap(Coverage.PARTIAL, "files go to wherever the archive says", span);
        }
    }

    /** Reports the archive that is made or added to. */
    private static void packed(Invocation invocation, EffectSink sink) {
        if (invocation.hasAny(
                "-c", "-r", "-u", "-A", "--create", "--append", "--update", "--concatenate", "--catenate")) {
            invocation.valuesOf("-f", "--file").stream()
                    .filter(word -> !word.is("-") && word.text().indexOf(':') < 0)
                    .forEach(sink::write);
        }
    }

    private static String behindFields(String line) {
        String rest = line.strip();
        int fields = rest.startsWith("@") ? 1 : CRON_FIELDS;
        for (int i = 0; i < fields; i++) {
            int blank = rest.indexOf(' ');
            rest = blank < 0 ? "" : rest.substring(blank).strip();
        }
        return rest.startsWith("#") ? "" : rest;
    }

    private static void script(Word word, EffectSink sink) {
        int start = word.text().indexOf(DO_SHELL_SCRIPT);
        int end = start < 0 ? -1 : word.text().indexOf('"', start + DO_SHELL_SCRIPT.length());
        if (end > 0) {
            sink.run(Action.shell(word.text().substring(start + DO_SHELL_SCRIPT.length(), end)), word.span());
        }
    }

    /** The words behind the options: a text with blanks is a command line of its own, and all of them may be one. */
    private static void typed(Command command, EffectSink sink) {
        List<Word> words = new ArrayList<>();
        String before = "";
        for (Word word : command.arguments()) {
            boolean valued = before.length() == 2 && before.charAt(0) == '-' && VALUED.indexOf(before.charAt(1)) >= 0;
            boolean ahead = words.size() <= (command.program().equals("tmux") ? 1 : 0);
            boolean option = ahead && (word.text().startsWith("-") || valued);
            before = word.text();
            if (word.isLiteral() && !option && !KEYS.contains(word.text())) {
                words.add(word);
            }
            if (word.isLiteral() && word.text().indexOf(' ') > 0) {
                run(word.text(), command, sink);
            }
        }
        int start = command.program().equals("tmux") ? 1 : 0;
        if (words.size() > start + 1) {
            List<Word> rest = words.subList(start, words.size());
            sink.run(Action.shell(ShellText.of(rest)), ShellText.span(rest));
        }
    }

    private static void run(String text, Command command, EffectSink sink) {
        String line = text.replace("\\n", "\n").strip();
        if (!line.isEmpty()) {
            sink.run(Action.shell(line), command.span());
        }
    }
}
