/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.Word;
import dev.agentgovernance.core.internal.classify.shell.State.Value;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Computed;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Parameter;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Part;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Pattern;
import dev.agentgovernance.core.internal.classify.shell.Syntax.ShellWord;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Substitution;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Text;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Tilde;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Works out what words become: braces, variables, splitting, as far as that is known without running anything. */
final class Expander {

    private static final int MAX_CHOICES = 32;

    /** Parameters that are numbers, or flags without a slash. */
    private static final Set<String> NUMBERS = Set.of(
            "?", "$", "#", "!", "-", "RANDOM", "SECONDS", "LINENO", "UID", "EUID", "PPID", "BASHPID", "EPOCHSECONDS");

    private final Walker walker;
    private final State state;

    Expander(Walker walker, State state) {
        this.walker = walker;
        this.state = state;
    }

    /** Returns the words that the words of a command become. */
    List<Word> words(List<ShellWord> written) {
        List<Word> words = new ArrayList<>();
        for (ShellWord word : written) {
            walker.budget().spend(4);
            List<Word> passed = passedOn(word);
            if (passed != null) {
                words.addAll(passed);
                continue;
            }
            for (List<Part> parts : Braces.expand(word.parts(), walker.budget())) {
                new Fields(word.span(), true).expand(parts, words);
            }
        }
        return words;
    }

    /** Returns what a word becomes where it is not split: in an assignment, a redirection, a here-string. */
    Word single(ShellWord word) {
        List<Word> words = new ArrayList<>();
        new Fields(word.span(), false).expand(word.parts(), words);
        return words.isEmpty() ? Word.literal("", word.span()) : words.get(0);
    }

    /** {@code "$@"} alone stands for the arguments, each as it is. */
    private @Nullable List<Word> passedOn(ShellWord word) {
        if (state.positional() == null || word.parts().isEmpty()) {
            return null;
        }
        Parameter all = null;
        for (Part part : word.parts()) {
            if (part instanceof Parameter p
                    && p.operator().isEmpty()
                    && p.name().equals("@")) {
                all = p;
            } else if (!(part instanceof Text t && t.text().isEmpty())) {
                return null;
            }
        }
        return all == null ? null : state.positional();
    }

    /** The fields that one word is split into. */
    private final class Fields {

        private final SourceSpan span;
        private final boolean split;
        private List<StringBuilder> texts = List.of(new StringBuilder());
        private boolean started;
        private boolean dynamic;
        private boolean pattern;
        private boolean bracket;

        Fields(SourceSpan span, boolean split) {
            this.span = span;
            this.split = split;
        }

        void expand(List<Part> parts, List<Word> into) {
            for (Part part : parts) {
                if (part instanceof Text text) {
                    append(text.text());
                    started |= text.quoted() || !text.text().isEmpty();
                } else if (part instanceof Pattern p) {
                    patternMark(p.text());
                } else if (part instanceof Tilde tilde) {
                    append(home(tilde.user()));
                    started = true;
                } else if (part instanceof Computed computed) {
                    computed.words().forEach(Expander.this::single);
                    walker.arithmetic(computed.words(), span);
                    number();
                } else if (part instanceof Substitution substitution) {
                    value(walker.substitute(substitution, state, span), substitution.quoted(), into);
                } else if (part instanceof Parameter parameter) {
                    value(parameter(parameter, span), parameter.quoted(), into);
                }
            }
            finish(into);
        }

        private void patternMark(String mark) {
            append(mark);
            started = true;
            if (mark.equals("[")) {
                bracket = true;
            } else if (!mark.equals("]")) {
                pattern |= split;
            } else {
                pattern |= bracket && split;
            }
        }

        private void number() {
            append("*");
            pattern = true;
            started = true;
        }

        private void append(String text) {
            if (!dynamic && !text.isEmpty()) {
                walker.budget().spend(text.length() * texts.size());
                texts.forEach(t -> t.append(text));
            }
        }

        private void value(Value value, boolean quoted, List<Word> into) {
            started |= quoted;
            if (!value.known()) {
                dynamic = true;
                started = true;
                return;
            }
            if (quoted || !split) {
                choices(value.choices());
                pattern |= value.pattern();
                started |= value.choices().stream().anyMatch(text -> !text.isEmpty());
                return;
            }
            Value separators = state.get("IFS");
            boolean ordinary = !separators.known();
            String ifs = ordinary ? " \t\n" : separators.choices().get(0);
            if (value.choices().size() == 1) {
                pieces(value.choices().get(0), ifs, ordinary, into);
                pattern |= value.pattern();
                return;
            }
            for (String choice : value.choices()) {
                if (choice.isEmpty() || needsSplitting(choice, ifs)) {
                    dynamic = true;
                }
            }
            started = true;
            pattern |= value.pattern();
            choices(value.choices());
        }

        private boolean needsSplitting(String text, String ifs) {
            for (int i = 0; i < text.length(); i++) {
                if (ifs.indexOf(text.charAt(i)) >= 0 || "*?[".indexOf(text.charAt(i)) >= 0) {
                    return true;
                }
            }
            return false;
        }

        private void pieces(String text, String ifs, boolean ordinary, List<Word> into) {
            int from = 0;
            for (int i = 0; i <= text.length(); i++) {
                boolean separator = i < text.length() && ifs.indexOf(text.charAt(i)) >= 0;
                if (i < text.length() && !separator) {
                    pattern |= "*?[".indexOf(text.charAt(i)) >= 0;
                    continue;
                }
                if (i > from) {
                    append(text.substring(from, i));
                    started = true;
                } else if (separator && !ordinary) {
                    started = true;
                }
                from = i + 1;
                if (separator) {
                    finish(into);
                }
            }
        }

        private void choices(List<String> choices) {
            if (dynamic) {
                return;
            }
            if (choices.size() == 1) {
                append(choices.get(0));
                return;
            }
            if (texts.size() * choices.size() > MAX_CHOICES) {
                dynamic = true;
                texts = List.of(new StringBuilder());
                return;
            }
            List<StringBuilder> all = new ArrayList<>();
            for (StringBuilder text : texts) {
                for (String choice : choices) {
                    walker.budget().spend(text.length() + choice.length());
                    all.add(new StringBuilder(text).append(choice));
                }
            }
            texts = all;
        }

        private void finish(List<Word> into) {
            if (started) {
                into.add(word());
            }
            texts = List.of(new StringBuilder());
            started = false;
            dynamic = false;
            pattern = false;
            bracket = false;
        }

        private Word word() {
            String first = texts.get(0).toString();
            if (dynamic || (pattern && texts.size() > 1)) {
                return Word.dynamic(texts.size() == 1 ? first : "", span);
            }
            if (pattern) {
                return new Word(Word.Form.GLOB, first, List.of(), span);
            }
            if (texts.size() > 1) {
                List<String> choices =
                        texts.stream().map(StringBuilder::toString).distinct().toList();
                return choices.size() == 1 ? Word.literal(first, span) : new Word(Word.Form.ONE_OF, "", choices, span);
            }
            return Word.literal(first, span);
        }
    }

    private String home(String user) {
        Value home = state.get("HOME");
        if (user.isEmpty() && home.known()) {
            return home.choices().get(0);
        }
        return user.equals("+") && state.folder() != null ? state.folder() : "~" + user;
    }

    private Value parameter(Parameter parameter, SourceSpan span) {
        List<Value> operands = new ArrayList<>();
        parameter.operands().forEach(operand -> operands.add(Value.of(single(operand))));
        Value operand = operands.isEmpty() ? Value.UNKNOWN : operands.get(operands.size() - 1);
        String name = parameter.name();
        Value value = valueOf(name);
        boolean filled = value.known() && value.choices().stream().noneMatch(String::isEmpty);
        if (name.equals("TMPDIR")
                && !state.isAssigned(name)
                && !parameter.operator().contains("-")
                && !parameter.operator().equals(":?")) {
            walker.perhapsEmpty(span);
        }
        return switch (parameter.operator()) {
            case "", ":?", "?" -> value;
            case "length" -> Value.ofPattern("*");
            case ":-", "-" -> filled ? value : Value.UNKNOWN;
            case ":=", "=" -> {
                if (!filled) {
                    parameter.operands().forEach(word -> walker.checkVariable(name, single(word), state));
                    state.set(name, Value.UNKNOWN);
                }
                yield filled ? value : Value.UNKNOWN;
            }
            case ":+", "+" -> filled ? operand : Value.UNKNOWN;
            case "@" -> {
                walker.gapInExpansion(span);
                yield Value.UNKNOWN;
            }
            default -> Value.UNKNOWN;
        };
    }

    private Value valueOf(String name) {
        if (NUMBERS.contains(name)) {
            // The parent of the shell is whoever started it, and no process of the line.
            return Value.ofPattern(Set.of("-", "PPID").contains(name) ? "*" : "[0-9]*");
        }
        List<Word> arguments = state.positional();
        if (Cursor.isDigit(name.charAt(0)) && arguments != null && name.length() < 4) {
            int index = Integer.parseInt(name);
            return index == 0
                    ? Value.UNKNOWN
                    : index <= arguments.size() ? Value.of(arguments.get(index - 1)) : Value.of("");
        }
        return state.get(name);
    }
}
