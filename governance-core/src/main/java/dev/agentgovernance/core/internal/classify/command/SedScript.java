/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads a sed script far enough to find the commands that write, read or run something. */
final class SedScript implements Hook {

    @Override
    public void apply(Invocation invocation, EffectSink sink, List<String> environments) {
        List<Word> words = invocation.words();
        List<Word> scripts = new ArrayList<>(invocation.valuesOf("-e", "--expression"));
        boolean file = invocation.hasAny("-f", "--file");
        int data = 0;
        if (scripts.isEmpty() && !file) {
            if (words.isEmpty()) {
                return;
            }
            scripts.add(words.get(0));
            data = 1;
        }
        if (file) {
            Hooks.script(invocation.valuesOf("-f", "--file"), sink);
        }
        boolean inPlace = invocation.hasAny("-i", "-I", "--in-place");
        if (inPlace && data == 1 && words.get(0).is("") && words.size() > 2) {
            // Elsewhere than with GNU, the empty word belongs to the option, and the script is the next one.
            scripts.add(words.get(1));
        }
        boolean quiet = invocation.hasAny("-n", "--quiet", "--silent");
        boolean shows = false;
        boolean wipes = false;
        for (Word script : scripts) {
            Reader reader = new Reader(script, sink);
            if (!script.isLiteral() || !reader.read()) {
                sink.effect(Effect.of(EffectKind.EXEC_OPAQUE, "", script.span()));
                sink.gap(Coverage.PARTIAL, "a script that is not understood, or that runs commands", script.span());
                shows = true;
            }
            wipes |= reader.wipes && !shows;
            shows |= reader.shows;
        }
        // With an ending, a copy of the file is kept.
        boolean kept = invocation.valuesOf("-i", "-I", "--in-place").stream().anyMatch(word -> !word.is(""));
        boolean empties = !kept && !file && (wipes || (quiet && !shows));
        for (Word word : words.subList(data, words.size())) {
            sink.read(word);
            if (inPlace && empties) {
                sink.empty(word);
            } else if (inPlace) {
                sink.write(word);
            }
        }
    }

    /** Addresses that take every line. */
    private static final Set<String> EVERY_LINE =
            Set.of("", "1,$", "0,$", "//", "/^/", "/$/", "/.*/", "/^.*$/", "/^.*/", "/.*$/", "1,/$^/", "1~1", "0~1");
    /** Substitutions that leave nothing of a line. */
    private static final Set<String> WHOLE_LINES =
            Set.of(".*/", "^.*$/", "^.*/", ".*$/", ".*|", "^.*$|", ".*#", "^.*$#");

    /** Walks over the commands of one script. */
    private static final class Reader {

        private final Word script;
        private final String text;
        private final EffectSink sink;
        private int at;
        /** Whether the command that is read is for every line. */
        private boolean everywhere;

        private boolean negated;
        private boolean grouped;
        /** Whether a command prints lines by itself. */
        private boolean shows;
        /** Whether no line of the file is left of what it was. */
        private boolean wipes;

        Reader(Word script, EffectSink sink) {
            this.script = script;
            this.text = script.text();
            this.sink = sink;
        }

        /** Returns whether all of it is understood and runs nothing. */
        boolean read() {
            while (true) {
                skip(" \t\n;}");
                if (at >= text.length()) {
                    return true;
                }
                int start = at;
                if (!addresses()) {
                    return false;
                }
                everywhere = isEverywhere(text.substring(start, at).strip());
                int before = at;
                skip(" \t!");
                negated = text.substring(before, at).indexOf('!') >= 0;
                if (at >= text.length() || !command(text.charAt(at++))) {
                    return false;
                }
            }
        }

        private static boolean isEverywhere(String addresses) {
            return EVERY_LINE.contains(addresses.replace(" ", ""));
        }

        private void wipe() {
            wipes |= everywhere && !negated && !grouped && !shows;
        }

        private boolean addresses() {
            if (!address()) {
                return false;
            }
            skip(" \t");
            if (at < text.length() && text.charAt(at) == ',') {
                at++;
                skip(" \t+~");
                return address();
            }
            return true;
        }

        private boolean address() {
            if (at >= text.length()) {
                return true;
            }
            char c = text.charAt(at);
            if (c == '/' || c == '\\') {
                at += c == '\\' ? 1 : 0;
                if (!delimited(1)) {
                    return false;
                }
                skip("IM");
            } else {
                skip("0123456789$~");
            }
            return true;
        }

        private boolean command(char command) {
            switch (command) {
                case 's' -> {
                    int start = at;
                    boolean whole = delimited(2);
                    if (whole && WHOLE_LINES.contains(text.substring(start + 1, at - 1))) {
                        wipe();
                    }
                    int flags = at;
                    boolean understood = whole && flags();
                    shows |= text.substring(flags, at).indexOf('p') >= 0;
                    return understood;
                }
                case 'y' -> {
                    return delimited(2);
                }
                case 'a', 'i', 'c' -> {
                    if (command == 'c') {
                        wipe();
                    }
                    shows = true;
                    skipText();
                }
                case 'b', 't', 'T', ':' -> skipUntil("\n;}");
                case 'q', 'Q', 'l', 'L' -> {
                    shows |= command == 'l';
                    skip(" \t0123456789");
                }
                case 'r', 'R' -> {
                    shows = true;
                    sink.read(fileName());
                }
                case 'w', 'W' -> write(fileName());
                case '{', '}', '=', 'd', 'D', 'g', 'G', 'h', 'H', 'n', 'N', 'p', 'P', 'x', 'z', 'F' -> {
                    grouped |= command == '{' && (!everywhere || negated);
                    shows |= command == 'p' || command == 'P' || command == '=' || command == 'F';
                    // With what was held aside, lines come back.
                    shows |= command == 'G' || command == 'H' || command == 'N' || command == 'n';
                    if (command == 'd' || command == 'D' || command == 'z') {
                        wipe();
                    }
                    skip(" \t");
                }
                case '#' -> skipUntil("\n");
                default -> {
                    return false;
                }
            }
            return true;
        }

        private boolean flags() {
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == 'w') {
                    at++;
                    write(fileName());
                    return true;
                }
                if ("gpiImM0123456789".indexOf(c) < 0) {
                    return c == ';' || c == '\n' || c == '}' || c == ' ' || c == '\t' || c == '#';
                }
                at++;
            }
            return true;
        }

        private void write(Word name) {
            if (!name.text().equals("/dev/stdout") && !name.text().equals("/dev/stderr")) {
                sink.write(name);
            }
        }

        private Word fileName() {
            skip(" \t");
            int from = at;
            skipUntil("\n");
            return Word.literal(text.substring(from, at), script.span());
        }

        /** Skips one or two texts between the delimiter that stands here. */
        private boolean delimited(int parts) {
            if (at >= text.length()) {
                return false;
            }
            char delimiter = text.charAt(at++);
            int left = parts;
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c == '\\') {
                    at++;
                } else if (c == delimiter && --left == 0) {
                    return true;
                }
            }
            return false;
        }

        private void skipText() {
            while (at < text.length() && text.charAt(at) != '\n') {
                at += text.charAt(at) == '\\' ? 2 : 1;
            }
            at = Math.min(at, text.length());
        }

        private void skip(String any) {
            while (at < text.length() && any.indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        private void skipUntil(String any) {
            while (at < text.length() && any.indexOf(text.charAt(at)) < 0) {
                at++;
            }
        }
    }
}
