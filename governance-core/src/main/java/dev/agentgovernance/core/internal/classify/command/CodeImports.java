/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.DestructiveNames;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import dev.agentgovernance.core.internal.classify.command.CodeTokens.Kind;
import dev.agentgovernance.core.internal.classify.command.CodeTokens.Token;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The modules that a piece of code loads, and the names it gives to them and to what is in them. */
final class CodeImports {

    /** The most names that one import may list. */
    private static final int MAX_NAMES = 256;

    private final CodeRules rules;
    private final List<Token> tokens;
    private final EffectSink sink;
    private final SourceSpan span;
    private final Map<String, String> aliases = new HashMap<>();
    private final Set<String> loaded = new HashSet<>();
    private final Set<String> data = new HashSet<>();
    private final Set<String> holders = new HashSet<>();
    /** Modules of which nothing is known but that they are installed, or belong to the project. */
    private final Set<String> foreign = new HashSet<>();

    private @Nullable String problem;

    CodeImports(CodeRules rules, List<Token> tokens, EffectSink sink, SourceSpan span) {
        this.rules = rules;
        this.tokens = tokens;
        this.sink = sink;
        this.span = span;
        findHolders();
    }

    /** Returns why a module that is loaded keeps the code from being understood; null where none does. */
    @Nullable String problem() {
        return problem;
    }

    /** Returns the full name of what a name stands for. */
    String resolved(String name) {
        return aliases.getOrDefault(name, name);
    }

    boolean isLoaded(String module) {
        return loaded.contains(module);
    }

    /** Tells whether a variable is given a module that is no file of data. */
    boolean holds(String variable) {
        return holders.contains(variable);
    }

    private void findHolders() {
        for (int i = 0; i + 2 < tokens.size(); i++) {
            if (token(i).kind() == Kind.NAME && token(i + 1).is("=")) {
                int value = token(i + 2).text().equals("await") ? i + 3 : i + 2;
                boolean loads = token(value).text().equals("require")
                        || token(value).text().equals("import");
                if (loads && !token(value + 2).text().endsWith(".json")) {
                    holders.add(token(i).text());
                }
            }
        }
    }

    /** Tells whether a name is that of a file of data which was loaded as a module. */
    boolean isData(String module) {
        return data.contains(module);
    }

    /** Tells whether something belongs to a module of which nothing is known. */
    boolean isForeign(String name) {
        if (foreign.isEmpty()) {
            return false;
        }
        for (int dot = name.length(); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
            if (foreign.contains(name.substring(0, dot))) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether a module is loaded that may be a file of the working tree. */
    boolean loadsOwn() {
        return loaded.stream()
                .anyMatch(module ->
                        !rules.builtin().contains(module) && !rules.known().contains(module));
    }

    /** Loads a module by its name in a text, and returns what it is called. */
    String module(String text) {
        String name = text.startsWith("node:") ? text.substring(5) : text;
        load(name);
        return name;
    }

    void load(String module) {
        if (module.endsWith(".json")) {
            sink.read(Word.literal(module, span));
            data.add(module);
            return;
        }
        loaded.add(module);
        String top = module.indexOf('.') > 0 ? module.substring(0, module.indexOf('.')) : module;
        boolean known = rules.modules().contains(module)
                || rules.known().contains(module)
                || rules.modules().contains(top)
                || rules.modules().stream().anyMatch(one -> one.startsWith(module + "."))
                || rules.calls().keySet().stream()
                        .anyMatch(call -> call.startsWith(module + ".") || call.startsWith(top + "."));
        if (known) {
            return;
        }
        boolean outside =
                module.indexOf(':') >= 0 || module.startsWith("/") || module.startsWith("~") || module.startsWith("..");
        boolean loads = rules.style() == CodeRules.Style.PYTHON
                || (rules.style() == CodeRules.Style.JAVASCRIPT && !module.contains("://"));
        if (!loads || outside || module.isEmpty() || DestructiveNames.in(module)) {
            problem("a module that is not in the lists");
        }
        foreign.add(module);
    }

    private void problem(String why) {
        problem = problem == null ? why : problem;
    }

    /** Reads {@code import … from "…"}; what stands behind another {@code import} is a call. */
    int javascript(int start) {
        Set<String> names = new HashSet<>();
        int at = start + 1;
        while (at - start < MAX_NAMES
                && (token(at).kind() == Kind.NAME
                        || token(at).is("{")
                        || token(at).is("}")
                        || token(at).is(",")
                        || token(at).is("*"))) {
            if (token(at).text().equals("from") && token(at + 1).kind() == Kind.TEXT) {
                String module = module(token(at + 1).text());
                names.forEach(name -> aliases.put(name, module));
                named(start, at, module);
                return at + 2;
            }
            if (token(at).kind() == Kind.NAME && !token(at).text().equals("as")) {
                names.add(token(at).text());
            }
            at++;
        }
        if (token(at).kind() == Kind.TEXT) {
            module(token(at).text());
            return at + 1;
        }
        return start + 1;
    }

    /** Gives the names in braces their full ones: {@code import {rm as r} from "fs"}. */
    private void named(int start, int end, String module) {
        int open = start;
        while (open < end && !token(open).is("{")) {
            open++;
        }
        for (int i = open + 1; i < end && !token(i).is("}"); i++) {
            if (token(i).kind() != Kind.NAME) {
                continue;
            }
            boolean renamed = token(i + 1).text().equals("as") && i + 2 < end;
            aliases.put(token(renamed ? i + 2 : i).text(), module + "." + token(i).text());
            i += renamed ? 2 : 0;
        }
    }

    int python(int start) {
        int at = start + 1;
        boolean from = token(start).text().equals("from");
        StringBuilder module = new StringBuilder();
        while (from && token(at).is(".")) {
            module.append(token(at++).text());
        }
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
                problem("names that are only known when it runs");
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
                problem("a name that can lead to code which is not seen");
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

    int perl(int start) {
        StringBuilder module = new StringBuilder(token(start + 1).text());
        int at = start + 2;
        while (token(at).is(".")) {
            module.append('.').append(token(at + 1).text());
            at += 2;
        }
        load(module.toString());
        return at;
    }

    private Token token(int index) {
        return CodeArguments.token(tokens, index);
    }
}
