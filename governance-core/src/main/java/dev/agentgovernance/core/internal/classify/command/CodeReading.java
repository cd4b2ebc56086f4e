/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import dev.agentgovernance.core.internal.classify.WorkingTree;
import dev.agentgovernance.core.internal.classify.command.CodeRules.Act;
import dev.agentgovernance.core.internal.classify.command.CodeRules.Call;
import dev.agentgovernance.core.internal.classify.command.CodeTokens.Kind;
import dev.agentgovernance.core.internal.classify.command.CodeTokens.Token;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks through code for what reaches beyond it: processes, files, the network. Code that only computes, prints and reads
 * files by name is understood; of all other code what was found is reported, and that there may be more.
 */
final class CodeReading {

    /** What a module says of itself. */
    private static final Set<String> VERSIONS =
            Set.of("__version__", "__file__", "__name__", "__doc__", "VERSION", "version", "version_info");

    private static final Set<String> IMPORTS = Set.of("require", "__import__", "require_relative");
    private final CodeRules rules;
    private final String code;
    private final EffectSink sink;
    private final SourceSpan span;
    private final List<Token> tokens;
    private final CodeImports loaded;
    private final CodeConstants constants;
    private final Set<String> assigned = new HashSet<>();
    private @Nullable String unknown;
    private boolean changes;
    /** Whether a file is written. */
    private boolean writes;
    /** Whether code of the project runs. */
    private boolean builds;

    private CodeReading(CodeRules rules, String code, SourceSpan span, EffectSink sink) {
        this.rules = rules;
        this.code = code;
        this.sink = sink;
        this.span = span;
        this.tokens = CodeTokens.of(code, rules.style());
        this.loaded = new CodeImports(rules, tokens, sink, span);
        this.constants = CodeConstants.of(tokens);
    }

    /** Reports what a piece of code does. */
    static void report(CodeRules rules, String code, SourceSpan span, EffectSink sink) {
        new CodeReading(rules, code, span, sink).run();
    }

    private void run() {
        assigned.addAll(CodeNames.of(tokens));
        for (int i = 0; i < tokens.size(); ) {
            i = step(i);
        }
        if (writes && CodeWrites.destroys(code)) {
            // A command that is put into a file is run sooner or later.
            unknown("a text that reads like a command that destroys something");
        }
        String why = unknown != null ? unknown : loaded.problem();
        if (why != null || changes) {
            sink.effect(Effect.of(EffectKind.EXEC_OPAQUE, "", span));
            sink.gap(Coverage.PARTIAL, why != null ? why : "code in another language that changes something", span);
            return;
        }
        boolean ownModules = builds || loaded.loadsOwn();
        sink.effect(Effect.of(ownModules ? EffectKind.EXEC_BUILD : EffectKind.SYSTEM_READ, "", span));
        if (ownModules && WorkingTree.isLeft(sink)) {
            sink.gap(Coverage.PARTIAL, "modules of a folder outside the tree, which were not looked into", span);
        }
    }

    private Token token(int index) {
        return CodeArguments.token(tokens, index);
    }

    private int step(int i) {
        Token token = tokens.get(i);
        switch (token.kind()) {
            case UNSEEN -> unknown("code that is put together when it runs");
            case COMMAND -> shell(token.exact() ? token.text() : null);
            case NAME -> {
                return name(i);
            }
            case SIGN -> {
                boolean callOfResult =
                        token.is("(") && (token(i - 1).is(")") || token(i - 1).is("]"));
                boolean decorates = token.is("@") && rules.style() == CodeRules.Style.PYTHON;
                boolean callOfText = token.is("&")
                        && token(i + 1).is("{")
                        && !token(i - 1).is("&")
                        && rules.style() == CodeRules.Style.PERL;
                if (callOfResult || decorates || callOfText || (token.is("[") && standsForModule(i - 1))) {
                    unknown("a call of something that is only known when it runs");
                }
            }
            case TEXT -> {
                if (rules.style() == CodeRules.Style.PHP && rules.calls().containsKey(token.text())) {
                    unknown("the name of a function that is handed on");
                }
            }
        }
        return i + 1;
    }

    /** Tells whether what ends at a place is a module, so that any of its functions may be meant. */
    private boolean standsForModule(int last) {
        Token token = token(last);
        if (token.kind() == Kind.NAME) {
            return loaded.isLoaded(loaded.resolved(token.text())) || loaded.holds(token.text());
        }
        return token.is(")")
                && token(last - 2).is("(")
                && IMPORTS.contains(token(last - 3).text());
    }

    private void unknown(String why) {
        unknown = unknown == null ? why : unknown;
    }

    private int name(int start) {
        String first = tokens.get(start).text();
        boolean member = token(start - 1).is(".");
        if (!member && rules.style() == CodeRules.Style.PYTHON && (first.equals("import") || first.equals("from"))) {
            return loaded.python(start);
        }
        if (!member && (first.equals("use") || first.equals("no")) && rules.style() == CodeRules.Style.PERL) {
            return loaded.perl(start);
        }
        if (!member
                && first.equals("import")
                && rules.style() == CodeRules.Style.JAVASCRIPT
                && !token(start + 1).is("(")) {
            return loaded.javascript(start);
        }
        int end = start + 1;
        if (first.equals("do")
                && rules.style() == CodeRules.Style.PERL
                && token(end).kind() != Kind.SIGN) {
            unknown("a file that is run");
        }
        StringBuilder chain = new StringBuilder(member ? first : loaded.resolved(first));
        boolean imports =
                IMPORTS.contains(first) || (first.equals("import") && token(end).is("("));
        if (!member && imports && !token(end).is(".")) {
            int text = token(end).is("(") ? end + 1 : end;
            if (token(text).kind() != Kind.TEXT || !token(text).exact()) {
                unknown("a module that is only known when it runs");
                return end;
            }
            chain = new StringBuilder(loaded.module(token(text).text()));
            end = text + (token(end).is("(") ? 2 : 1);
            if (first.equals("import")) {
                return end;
            }
        }
        List<String> segments = new ArrayList<>(List.of(chain.toString()));
        while (token(end).is(".") && token(end + 1).kind() == Kind.NAME) {
            segments.add(token(end + 1).text());
            chain.append('.').append(token(end + 1).text());
            end += 2;
        }
        judge(chain.toString(), segments, start, end);
        return end;
    }

    private void judge(String full, List<String> segments, int start, int end) {
        boolean member = token(start - 1).is(".");
        String last = full.substring(full.lastIndexOf('.') + 1);
        boolean version = VERSIONS.contains(last) && full.indexOf("__") >= full.length() - last.length();
        boolean defines = token(start - 1).text().equals("def");
        boolean hidden = (full.contains("__") && !version && !defines)
                || (segments.stream().anyMatch(rules.never()::contains)
                        && !rules.modules().contains(full));
        Call call = member ? null : rules.calls().get(full);
        call = call == null ? rules.calls().get("." + last) : call;
        if (call == null && rules.style() == CodeRules.Style.RUBY && full.startsWith("Kernel.")) {
            call = rules.calls().get(full.substring("Kernel.".length()));
        }
        builds |= !member && (rules.builds().contains(full) || rules.builds().contains(segments.get(0)));
        boolean called = token(end).is("(") || (rules.style().callsByName() && startsValue(end));
        if (full.startsWith("sys.path.") && called && !addsOwnFolder(end)) {
            unknown("modules from a folder that is not the project's");
        }
        boolean reads =
                member && last.equals("read") && called && token(end + 1).kind() == Kind.TEXT;
        reads |= segments.size() == 2
                && segments.get(1).equals("read")
                && called
                && token(end + 1).kind() == Kind.TEXT;
        if (reads) {
            read(word(List.of(token(end + 1))));
        }
        if (called && namesFile(last, end)) {
            unknown("a file that is written");
        }
        if (hidden) {
            unknown("a name that can lead to code which is not seen");
        } else if (defines) {
            return;
        } else if (call != null) {
            String owner = call.argument() == CodeRules.OWNER ? constants.fileBefore(end - 2) : null;
            act(call, called ? CodeArguments.of(tokens, end) : null, owner, end);
        } else if (called && !isKnown(full, segments, member)) {
            unknown("a call that is not in the lists");
        } else if (!called && !isKey(end) && !isHarmlessReference(full, segments, member)) {
            unknown("a name that is not in the lists");
        }
    }

    /** Tells whether a function that computes or prints does it with a file, by the number of what it is given. */
    private boolean namesFile(String function, int open) {
        // That of a text takes what is there and what comes in its place.
        boolean moves = function.equals("replace") && rules.style() == CodeRules.Style.PYTHON;
        return (moves && CodeArguments.of(tokens, open).size() == 1)
                || (function.equals("writeLines")
                        && CodeArguments.of(tokens, open).size() > 1);
    }

    /** Tells whether a call is given nothing but folders of the working tree. */
    private boolean addsOwnFolder(int open) {
        return CodeArguments.of(tokens, open).stream()
                .flatMap(List::stream)
                .noneMatch(token -> token.kind() != Kind.TEXT
                        ? token.kind() == Kind.NAME || token.is("(")
                        : !token.exact()
                                || token.text().startsWith("/")
                                || token.text().contains("..")
                                || token.text().startsWith("~"));
    }

    /** Tells whether the name in front of a place is the key of an entry. */
    private boolean isKey(int index) {
        return token(index).is(":") && rules.style() != CodeRules.Style.PYTHON;
    }

    private boolean startsValue(int index) {
        Token token = token(index);
        return token.kind() == Kind.TEXT
                || token.kind() == Kind.COMMAND
                || (token.kind() == Kind.NAME && !rules.keywords().contains(token.text()));
    }

    private boolean isKnown(String full, List<String> segments, boolean member) {
        String first = segments.get(0);
        if (!member && loaded.isForeign(full)) {
            return false;
        }
        if (rules.keywords().contains(first)) {
            return true;
        }
        if (member || segments.size() > 1) {
            return rules.methods().contains(segments.get(segments.size() - 1)) || (!member && isPureModule(full));
        }
        return rules.pure().contains(first) || (assigned.contains(first) && !isSigiled(first)) || isPureModule(full);
    }

    private boolean isHarmlessReference(String full, List<String> segments, boolean member) {
        String first = segments.get(0);
        if (rules.style().callsByName()
                && (member || segments.size() > 1)
                && !isSigiled(segments.get(segments.size() - 1))) {
            // What stands behind a dot or an arrow is a call, with brackets or without.
            String last = segments.get(segments.size() - 1);
            return rules.methods().contains(last)
                    || rules.keywords().contains(last)
                    || last.endsWith("?")
                    || Character.isUpperCase(last.charAt(0))
                    || (!member && isPureModule(full));
        }
        if (!member && loaded.isForeign(first)) {
            return (segments.size() == 1
                            && (loaded.isLoaded(first)
                                    || VERSIONS.contains(first.substring(first.lastIndexOf('.') + 1))))
                    || (segments.size() == 2 && VERSIONS.contains(segments.get(1)));
        }
        if (loaded.isLoaded(first) && segments.size() > 1) {
            return isPureModule(full) || VERSIONS.contains(segments.get(1));
        }
        return member
                || assigned.contains(first)
                || loaded.isLoaded(first)
                || loaded.isData(first)
                || isSigiled(first)
                || rules.keywords().contains(first)
                || rules.pure().contains(first)
                || isPureModule(full)
                || (rules.style().callsByName() && rules.methods().contains(first));
    }

    private static boolean isSigiled(String name) {
        return "$@%".indexOf(name.charAt(0)) >= 0;
    }

    private boolean isPureModule(String full) {
        for (int dot = full.length(); dot > 0; dot = full.lastIndexOf('.', dot - 1)) {
            if (rules.modules().contains(full.substring(0, dot))) {
                return true;
            }
        }
        return false;
    }

    private void act(Call call, @Nullable List<List<Token>> arguments, @Nullable String owner, int end) {
        if (arguments == null) {
            if (rules.style() != CodeRules.Style.PYTHON || !token(end).is("\n")) {
                unknown("a function that is handed on");
            }
            return;
        }
        List<Token> given = call.argument() < arguments.size() ? arguments.get(call.argument()) : List.of();
        Word word = owner != null ? Word.literal(owner, span) : word(given);
        if (call.argument() == CodeRules.OWNER
                && owner == null
                && token(end - 2).is(".")) {
            word = word(List.of(token(end - 3)));
        }
        switch (call.act()) {
            case SHELL, START -> shell(CodeArguments.commandLine(call, given, arguments, rules.style(), span));
            case READ -> read(word);
            case LIST -> sink.list(word.isLiteral() || !given.isEmpty() ? word : Word.literal(".", span));
            case OPEN ->
                open(word, call.argument() + 1 < arguments.size() ? arguments.get(call.argument() + 1) : List.of());
            case WRITE -> write(word, arguments.stream().anyMatch(CodeWrites::isEmptyText));
            case COPY -> {
                sink.read(word);
                write(
                        arguments.size() > call.argument() + 1
                                ? word(arguments.get(call.argument() + 1))
                                : Word.dynamic("", span),
                        false);
            }
            case DELETE -> sink.delete(word, false);
            case DELETE_ALL -> sink.delete(word, true);
            case FETCH, SEND -> request(call.act(), word);
            case CHANGE -> {}
        }
        changes |= switch (call.act()) {
            case READ, OPEN, LIST, SHELL, START, WRITE, COPY -> false;
            case DELETE, DELETE_ALL, FETCH, SEND, CHANGE -> true;
        };
    }

    /** Returns the word for what a call is given, if that is a text or a variable that holds one. */
    private Word word(List<Token> given) {
        if (given.size() != 1) {
            return Word.dynamic("", span);
        }
        Token only = given.get(0);
        String pattern = constants.pattern(only.text());
        if (only.kind() == Kind.NAME && pattern != null) {
            return new Word(Word.Form.GLOB, pattern, List.of(), span);
        }
        String text = only.kind() == Kind.TEXT && only.exact()
                ? only.text()
                : only.kind() == Kind.NAME ? constants.text(only.text()) : null;
        return text == null ? Word.dynamic("", span) : Word.literal(text, span);
    }

    private void write(Word file, boolean empty) {
        if (empty) {
            sink.empty(file);
        } else {
            sink.write(file);
        }
        writes = true;
        changes |= empty || !file.isLiteral();
    }

    /** Reads a file, or what a command prints where a name begins with a pipe. */
    private void read(Word file) {
        if (file.text().startsWith("|") && rules.style() == CodeRules.Style.RUBY) {
            shell(file.text().substring(1));
        } else if (file.text().contains("://")) {
            request(Act.FETCH, file);
            changes = true;
        } else {
            sink.read(file);
        }
    }

    private void open(Word file, List<Token> mode) {
        boolean reads = mode.isEmpty()
                || (mode.size() == 1
                        && mode.get(0).kind() == Kind.TEXT
                        && List.of("r", "rb", "rt", "<").contains(mode.get(0).text()));
        if (reads) {
            read(file);
        } else {
            boolean keeps = mode.stream()
                    .anyMatch(
                            token -> token.kind() == Kind.TEXT && !token.text().startsWith("w"));
            write(file, !keeps && !CodeWrites.fills(tokens));
        }
    }

    private void request(Act act, Word address) {
        if (address.isLiteral()) {
            sink.run(Action.http(act == Act.SEND ? "POST" : "GET", address.text()), span);
        } else {
            sink.effect(Effect.of(act == Act.SEND ? EffectKind.NET_SEND : EffectKind.NET_FETCH, "", span));
        }
    }

    private void shell(@Nullable String command) {
        if (command == null) {
            unknown("a command that is only known when it runs");
        } else if (!sink.run(Action.shell(command), span)) {
            changes = true;
        }
    }
}
