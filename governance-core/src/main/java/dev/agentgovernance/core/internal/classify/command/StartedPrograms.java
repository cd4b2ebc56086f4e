/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.RuleFile;
import dev.agentgovernance.core.internal.classify.Word;
import dev.agentgovernance.core.internal.classify.WorkingTree;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A net below the tables for what builds: the programs that their words start besides those of the project, be it by an option
 * that names one, by code from elsewhere that is loaded, or by a command line among the words.
 */
final class StartedPrograms {

    static final String RESOURCE = "started-programs.rules";

    private static final List<String> OPTIONS = words("option");
    private static final List<String> LOADING = words("loads");
    private static final Set<String> SHORT = Set.copyOf(words("short"));
    private static final List<String> SETTINGS = words("setting");
    private static final List<String> INSTALLED = words("installed");
    private static final Set<String> PROGRAMS = Set.copyOf(words("program"));

    private StartedPrograms() {}

    private static List<String> words(String kind) {
        return RuleFile.load(StartedPrograms.class, RESOURCE).stream()
                .map(RuleFile.Rule::words)
                .filter(words -> words.get(0).equals(kind))
                .flatMap(words -> words.stream().skip(1))
                .toList();
    }

    static void report(Invocation invocation, EffectSink sink) {
        List<Word> arguments = invocation.command().arguments();
        String before = "";
        // Behind -E, CMake names a tool of its own that is like the program of that name.
        boolean own = invocation.command().program().equals("cmake") && invocation.has("-E");
        for (int i = 0; i < arguments.size(); i++) {
            Word word = arguments.get(i);
            if (!word.isLiteral()) {
                before = "";
                continue;
            }
            String text = word.text();
            String option = text.startsWith("-") ? "" : before;
            if (OPTIONS.stream().anyMatch(text::startsWith) || loads(option, text, sink, word)) {
                sink.gap(Coverage.PARTIAL, "an option that names a program or code from outside the tree", word.span());
            }
            int blank = text.indexOf(' ');
            int equals = text.indexOf('=');
            if ((blank >= 0 && blank < equals) || (before.isEmpty() && !text.startsWith("-"))) {
                // A variable of a makefile is judged where those are.
                equals = -1;
            }
            String value = text.substring(equals + 1).strip();
            if (isCommandLine(value)) {
                sink.run(Action.shell(value), word.span());
            } else if (!own
                    && PROGRAMS.contains(text)
                    && i + 1 < arguments.size()
                    && isOperand(arguments.get(i + 1).text())) {
                List<Word> rest = arguments.subList(i, arguments.size());
                sink.run(Action.shell(ShellText.of(rest)), ShellText.span(rest));
                return;
            }
            before = text.startsWith("-") ? text : "";
        }
    }

    /** Tells whether a text is the name of a program with something that only stands behind one. */
    private static boolean isCommandLine(String text) {
        int blank = text.indexOf(' ');
        if (blank < 0) {
            return false;
        }
        String rest = text.substring(blank + 1).stripLeading();
        return PROGRAMS.contains(text.substring(0, blank)) && (isOperand(rest) || rest.indexOf('|') >= 0);
    }

    private static boolean isOperand(String text) {
        return text.startsWith("-") || text.startsWith("/") || text.startsWith("~") || text.startsWith("http");
    }

    private static boolean loads(String option, String text, EffectSink sink, Word word) {
        int start = path(text);
        if (start < 0) {
            return false;
        }
        String path = text.substring(start);
        if (INSTALLED.stream().anyMatch(path::startsWith)
                || !WorkingTree.isOutside(Word.literal(path, word.span()), sink)) {
            return false;
        }
        String lead = (option + text.substring(0, start)).toLowerCase(Locale.ROOT);
        return lead.equals("@")
                || LOADING.stream().anyMatch(lead::contains)
                || (SHORT.contains(option) && SETTINGS.stream().anyMatch(path::endsWith));
    }

    /** Returns where a path begins behind one of the signs that part an option from its value, or -1. */
    private static int path(String text) {
        for (int i = 0; i < text.length(); i++) {
            boolean begins = text.startsWith("/", i) || text.startsWith("~/", i) || text.startsWith("../", i);
            if (begins && (i == 0 || "=:,@ ".indexOf(text.charAt(i - 1)) >= 0)) {
                return i;
            }
        }
        return -1;
    }
}
