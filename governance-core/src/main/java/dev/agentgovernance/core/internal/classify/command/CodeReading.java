/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import dev.agentgovernance.core.internal.classify.command.CodeRules.Act;
import dev.agentgovernance.core.internal.classify.command.CodeRules.Call;
import dev.agentgovernance.core.internal.classify.command.CodeTokens.Kind;
import dev.agentgovernance.core.internal.classify.command.CodeTokens.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks through code for what reaches beyond it: processes, files, the network. Code that only computes, prints and reads
 * files by name is understood; of all other code what was found is reported, and that there may be more.
 */
final class CodeReading {

    private static final Set<String> IMPORTS = Set.of("require", "__import__", "require_relative");
    private static final List<String> DESTROYS = List.of(
            "rm -r",
            "rm -f",
            "git reset --hard",
            "git clean -",
            "git push --force",
            "git push -f",
            "git checkout --",
            "git stash drop",
            "git stash clear",
            "git branch -d",
            "drop table",
            "drop database",
            "truncate table",
            "mkfs",
            "| sh",
            "| bash",
            " -delete",
            "dd if=");

    private final CodeRules rules;
    private final String code;
    private final EffectSink sink;
    private final SourceSpan span;
    private final List<Token> tokens;
    private final Map<String, String> aliases = new HashMap<>();
    private final Set<String> imported = new HashSet<>();
    private final Set<String> assigned = new HashSet<>();
    private @Nullable String unknown;
    private boolean changes;

    private CodeReading(CodeRules rules, String code, SourceSpan span, EffectSink sink) {
        this.rules = rules;
        this.code = code;
        this.sink = sink;
        this.span = span;
        this.tokens = CodeTokens.of(code, rules.style());
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
        String lower = code.toLowerCase(Locale.ROOT);
        if (DESTROYS.stream().anyMatch(lower::contains)) {
            // A command that stands in a text is run sooner or later, if only by whoever reads what is printed.
            unknown("a text that reads like a command that destroys something");
        }
        String why = unknown;
        if (why != null || changes) {
            sink.effect(Effect.of(EffectKind.EXEC_OPAQUE, "", span));
            sink.gap(Coverage.PARTIAL, why != null ? why : "code in another language that changes something", span);
            return;
        }
        boolean ownModules = imported.stream()
                .anyMatch(module ->
                        !rules.builtin().contains(module) && !rules.known().contains(module));
        sink.effect(Effect.of(ownModules ? EffectKind.EXEC_BUILD : EffectKind.SYSTEM_READ, "", span));
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
                if (callOfResult || decorates) {
                    unknown("a call of something that is only known when it runs");
                }
            }
            case TEXT -> {}
        }
        return i + 1;
    }

    private void unknown(String why) {
        unknown = unknown == null ? why : unknown;
    }

    private int name(int start) {
        String first = tokens.get(start).text();
        boolean member = token(start - 1).is(".");
        if (!member && rules.style() == CodeRules.Style.PYTHON && (first.equals("import") || first.equals("from"))) {
            return pythonImport(start);
        }
        if (!member && (first.equals("use") || first.equals("no")) && rules.style() == CodeRules.Style.PERL) {
            return perlUse(start);
        }
        int end = start + 1;
        StringBuilder chain = new StringBuilder(aliases.getOrDefault(first, first));
        if (!member && IMPORTS.contains(first)) {
            int text = token(end).is("(") ? end + 1 : end;
            if (token(text).kind() != Kind.TEXT || !token(text).exact()) {
                unknown("a module that is only known when it runs");
                return end;
            }
            chain = new StringBuilder(module(token(text).text()));
            end = text + (token(end).is("(") ? 2 : 1);
        }
        List<String> segments = new ArrayList<>(List.of(chain.toString()));
        while (token(end).is(".") && token(end + 1).kind() == Kind.NAME) {
            segments.add(token(end + 1).text());
            chain.append('.').append(token(end + 1).text());
            end += 2;
        }
        judge(chain.toString(), segments, member, end);
        return end;
    }

    private String module(String text) {
        String name = text.startsWith("node:") ? text.substring(5) : text;
        load(name);
        return name;
    }

    private void load(String module) {
        if (module.endsWith(".json")) {
            sink.read(Word.literal(module, span));
            assigned.add(module);
            return;
        }
        imported.add(module);
        String top = module.indexOf('.') > 0 ? module.substring(0, module.indexOf('.')) : module;
        boolean known = rules.modules().contains(module)
                || rules.known().contains(module)
                || rules.modules().contains(top)
                || rules.calls().keySet().stream()
                        .anyMatch(call -> call.startsWith(module + ".") || call.startsWith(top + "."));
        if (!known) {
            unknown("a module that is not in the lists");
        }
    }

    private int pythonImport(int start) {
        int at = start + 1;
        boolean from = token(start).text().equals("from");
        StringBuilder module = new StringBuilder();
        while (token(at).kind() == Kind.NAME && !token(at).text().equals("import") && from) {
            module.append(token(at++).text());
            if (token(at).is(".")) {
                module.append('.');
                at++;
            }
        }
        if (from) {
            load(module.toString());
            at++;
        }
        while (token(at).kind() == Kind.NAME || token(at).is("(") || token(at).is("*")) {
            if (token(at).is("*")) {
                unknown("names that are only known when it runs");
                return at + 1;
            }
            at += token(at).is("(") ? 1 : 0;
            StringBuilder name = new StringBuilder(token(at++).text());
            while (token(at).is(".")) {
                name.append('.').append(token(at + 1).text());
                at += 2;
            }
            String full = from ? module + "." + name : name.toString();
            if (!from) {
                load(full);
            } else if (rules.never().contains(name.toString())) {
                unknown("a name that can lead to code which is not seen");
            }
            String local = name.toString();
            if (token(at).kind() == Kind.NAME && token(at).text().equals("as")) {
                local = token(at + 1).text();
                at += 2;
            }
            if (from || !local.equals(full)) {
                aliases.put(local, full);
            }
            at += token(at).is(")") ? 1 : 0;
            if (!token(at).is(",")) {
                return at;
            }
            at++;
        }
        return at;
    }

    private int perlUse(int start) {
        StringBuilder module = new StringBuilder(token(start + 1).text());
        int at = start + 2;
        while (token(at).is(".")) {
            module.append('.').append(token(at + 1).text());
            at += 2;
        }
        load(module.toString());
        return at;
    }

    private void judge(String full, List<String> segments, boolean member, int end) {
        String last = segments.get(segments.size() - 1);
        boolean hidden = full.contains("__") || segments.stream().anyMatch(rules.never()::contains);
        Call call = member ? null : rules.calls().get(full);
        call = call == null ? rules.calls().get("." + last) : call;
        if (call == null && rules.style() == CodeRules.Style.RUBY && full.startsWith("Kernel.")) {
            call = rules.calls().get(full.substring("Kernel.".length()));
        }
        boolean called = token(end).is("(") || (rules.style().callsByName() && startsValue(end));
        if (hidden) {
            unknown("a name that can lead to code which is not seen");
        } else if (call != null) {
            act(call, called ? CodeArguments.of(tokens, end) : null, end);
        } else if (called && !isKnown(full, segments, member)) {
            unknown("a call that is not in the lists");
        } else if (!called && !isKey(end) && !isHarmlessReference(full, segments, member)) {
            unknown("a name that is not in the lists");
        }
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
        if (imported.contains(first) && segments.size() > 1) {
            return isPureModule(full);
        }
        return member
                || assigned.contains(first)
                || imported.contains(first)
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

    private void act(Call call, @Nullable List<List<Token>> arguments, int end) {
        if (arguments == null) {
            if (rules.style() != CodeRules.Style.PYTHON || !token(end).is("\n")) {
                unknown("a function that is handed on");
            }
            return;
        }
        List<Token> given = call.argument() < arguments.size() ? arguments.get(call.argument()) : List.of();
        Word word = given.size() == 1
                        && given.get(0).kind() == Kind.TEXT
                        && given.get(0).exact()
                ? Word.literal(given.get(0).text(), span)
                : Word.dynamic("", span);
        switch (call.act()) {
            case SHELL, START -> shell(CodeArguments.commandLine(call, given, arguments, rules.style(), span));
            case READ -> read(word);
            case LIST -> sink.list(word.isLiteral() || !given.isEmpty() ? word : Word.literal(".", span));
            case OPEN ->
                open(word, call.argument() + 1 < arguments.size() ? arguments.get(call.argument() + 1) : List.of());
            case WRITE -> sink.write(word);
            case DELETE -> sink.delete(word, false);
            case DELETE_ALL -> sink.delete(word, true);
            case FETCH, SEND -> request(call.act(), word);
            case CHANGE -> {}
        }
        changes |= call.act() != Act.READ
                && call.act() != Act.OPEN
                && call.act() != Act.LIST
                && call.act() != Act.SHELL
                && call.act() != Act.START;
    }

    /** Reads a file, or what a command prints where a name begins with a pipe. */
    private void read(Word file) {
        if (file.text().startsWith("|") && rules.style() == CodeRules.Style.RUBY) {
            shell(file.text().substring(1));
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
            sink.write(file);
            changes = true;
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
