/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.Command;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Code that stands in an argument of an interpreter, or is sent to it. One instance per command. */
final class InlineCode {

    private final CodeRules rules;
    private final Command command;
    private final EffectSink sink;
    private final List<Word> codes = new ArrayList<>();
    private boolean filters;
    private boolean inPlace;
    /** Whether each line is printed after the code, and whether a copy of the file is kept. */
    private boolean prints;

    private boolean kept;
    private boolean odd;
    /** Whether the program is only checked, of which Perl runs the beginning. */
    private boolean checks;

    private final StringBuilder loaded = new StringBuilder();
    private int at;

    private static final List<String> SHOWING = List.of("print", "say", "puts", "write", "putc", "<<");
    private static final List<String> EMPTYING = List.of(
            "undef$_;",
            "$_=\"\";",
            "$_='';",
            "$_=undef;",
            "s/.*//s",
            "s/.*//;",
            "s/^.*$//;",
            "s/.+//s",
            "$_=q();",
            "$_.clear");

    private InlineCode(CodeRules rules, Command command, EffectSink sink) {
        this.rules = rules;
        this.command = command;
        this.sink = sink;
    }

    /** Judges a command if it gives an interpreter code to run; otherwise returns false and reports nothing. */
    static boolean judge(Command command, EffectSink sink) {
        CodeRules rules = CodeRules.of(command.program());
        return rules != null && new InlineCode(rules, command, sink).run();
    }

    private boolean run() {
        List<Word> words = command.arguments();
        options(words);
        List<Word> operands = words.subList(Math.min(at, words.size()), words.size());
        if (checks && codes.isEmpty() && !odd && !operands.isEmpty()) {
            operands.forEach(sink::read);
            Hooks.script(operands, sink);
            return true;
        }
        if (codes.isEmpty()) {
            Command.Input input = command.input();
            String text = input.text();
            boolean reads = operands.isEmpty() || operands.get(0).is("-");
            boolean sent = reads && input.source() == Command.Input.Source.TEXT && text != null;
            String code = sent ? text : operands.isEmpty() ? null : writtenBefore(operands.get(0));
            if (odd || code == null) {
                return false;
            }
            codes.add(Word.literal(code, command.span()));
            operands = List.of();
        }
        for (Word code : codes) {
            if (code.isLiteral()) {
                CodeReading.report(rules, loaded + code.text(), code.span(), sink);
            } else {
                unknown(code);
            }
        }
        if (odd) {
            unknown(codes.get(0));
        }
        files(operands);
        return true;
    }

    private @Nullable String writtenBefore(Word file) {
        return file.isLiteral() ? sink.written(file.text()).orElse(null) : null;
    }

    private void unknown(Word place) {
        sink.effect(Effect.of(EffectKind.EXEC_OPAQUE, "", place.span()));
        sink.gap(Coverage.PARTIAL, "code that is only known when it runs", place.span());
    }

    private void files(List<Word> operands) {
        if (!filters && !inPlace) {
            return;
        }
        operands.forEach(this::operand);
        if (inPlace && !kept && leavesNothing()) {
            operands.forEach(sink::empty);
        } else if (inPlace) {
            operands.forEach(sink::write);
        }
    }

    /** Reads a file that code filters; Perl takes a name with a pipe at an end for a command, and one behind an angle for a target. */
    private void operand(Word file) {
        String text = file.text().strip();
        if (rules.style() == CodeRules.Style.PERL
                && (text.startsWith("|") || text.endsWith("|") || text.startsWith(">") || text.startsWith("+<"))) {
            unknown(file);
        } else {
            sink.read(file);
        }
    }

    /** Tells whether code that filters files prints no line of them, or only what it emptied before. */
    private boolean leavesNothing() {
        StringBuilder all = new StringBuilder();
        codes.forEach(code -> all.append(code.text()).append(';'));
        String code = all.toString().replace(" ", "");
        if (!prints) {
            return SHOWING.stream().noneMatch(code::contains);
        }
        return EMPTYING.stream().anyMatch(code::startsWith);
    }

    private void options(List<Word> words) {
        for (; at < words.size(); at++) {
            Word word = words.get(at);
            String text = word.text();
            boolean verb = rules.code().contains(text) && !text.startsWith("-") && at == 0;
            if (verb) {
                code(words, ++at, "");
            } else if (!word.isLiteral() && text.startsWith("-")) {
                odd = true;
            } else if (text.length() < 2 || text.charAt(0) != '-' || text.equals("--")) {
                at += text.equals("--") ? 1 : 0;
                return;
            } else if (text.startsWith("--")) {
                longOption(words, text);
            } else if (letters(words, text)) {
                at++;
                return;
            }
        }
    }

    private void longOption(List<Word> words, String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        if (rules.code().contains(name)) {
            code(words, equals < 0 ? ++at : at, equals < 0 ? "" : text.substring(equals + 1));
        } else {
            odd |= !rules.longs().contains(name);
        }
    }

    private void code(List<Word> words, int index, String attached) {
        if (!attached.isEmpty()) {
            codes.add(Word.literal(attached, command.span()));
        } else if (index < words.size()) {
            codes.add(words.get(index));
        } else {
            odd = true;
        }
    }

    /** Reads an option that loads a module: what loads it in code says the same. */
    private void loads(List<Word> words, String attached) {
        Word module =
                attached.isEmpty() && at + 1 < words.size() ? words.get(++at) : Word.literal(attached, command.span());
        int equals = module.text().indexOf('=');
        String name = equals < 0 ? module.text() : module.text().substring(0, equals);
        odd |= !module.isLiteral() || name.isEmpty() || name.indexOf('/') >= 0 || name.indexOf('-') == 0;
        loaded.append(rules.style() == CodeRules.Style.RUBY ? "require \"" + name + "\"\n" : "use " + name + ";\n");
    }

    /** Reads letters behind one dash; true where the options end with the code, as they do in some languages. */
    private boolean letters(List<Word> words, String text) {
        if (rules.code().contains(text)) {
            code(words, ++at, "");
            return rules.style() == CodeRules.Style.PYTHON;
        }
        for (int i = 1; i < text.length(); i++) {
            char letter = text.charAt(i);
            String rest = text.substring(i + 1);
            filters |= letter == 'n' || letter == 'p';
            prints |= letter == 'p';
            if (rules.code().contains("-" + letter)) {
                code(words, rest.isEmpty() ? ++at : at, rest);
                return rules.style() == CodeRules.Style.PYTHON;
            }
            if (rules.loads().indexOf(letter) >= 0) {
                loads(words, rest);
                return false;
            }
            checks |= letter == 'c' && rules.style() == CodeRules.Style.PERL;
            if (rules.ends().indexOf(letter) >= 0) {
                odd |= !codes.isEmpty();
                return true;
            }
            if (letter == 'i'
                    && rules.style() != CodeRules.Style.PYTHON
                    && rules.flags().indexOf('i') >= 0) {
                inPlace = true;
                kept = !rest.isEmpty() && rest.charAt(0) == '.';
                return false;
            }
            if (rules.valued().indexOf(letter) >= 0) {
                at += rest.isEmpty() ? 1 : 0;
                return false;
            }
            if (rules.flags().indexOf(letter) < 0 && !Character.isDigit(letter)) {
                odd = true;
                return false;
            }
        }
        return false;
    }
}
