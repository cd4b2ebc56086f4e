/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks tasks up in the file in which the project defines them, and has what they reach judged: what a task does within the
 * working tree is the project's own business, what it does beyond counts as if it had been typed.
 */
final class ProjectTasks {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> SCRIPTED = Set.of("npm", "pnpm", "yarn", "yarnpkg", "bun");
    private static final int MAX_TARGETS = 64;

    private ProjectTasks() {}

    /** Reports what the tasks of a command reach, where the file that defines them is at hand. */
    static void report(Invocation invocation, EffectSink sink) {
        String program = invocation.command().program();
        if (SCRIPTED.contains(program)) {
            text("package.json", sink).ifPresent(text -> scripts(text, invocation, sink));
        } else if (program.endsWith("make") && !invocation.hasAny("-C", "--directory")) {
            List<Word> named = invocation.valuesOf("-f", "--file", "--makefile");
            List<String> names = named.isEmpty()
                    ? List.of("GNUmakefile", "makefile", "Makefile")
                    : named.stream().filter(Word::isLiteral).map(Word::text).toList();
            for (String name : names) {
                Optional<String> text = text(name, sink);
                if (text.isPresent()) {
                    targets(text.get(), invocation, sink);
                    return;
                }
            }
        }
    }

    /** Reports what the scripts reach that run by themselves when packages are installed. */
    static void lifecycle(Invocation invocation, EffectSink sink, List<String> environments) {
        if (!invocation.has("--ignore-scripts")) {
            text("package.json", sink)
                    .ifPresent(text ->
                            run(List.of("preinstall", "install", "postinstall", "prepare"), text, invocation, sink));
        }
    }

    /** What the same command line has put into a file counts before what is found there now. */
    private static Optional<String> text(String name, EffectSink sink) {
        Optional<String> written = sink.written(name);
        return written.isPresent() ? written : sink.added(name).or(() -> sink.content(name));
    }

    private static void scripts(String text, Invocation invocation, EffectSink sink) {
        List<String> names = new ArrayList<>(invocation.path());
        invocation.words().stream().filter(Word::isLiteral).limit(1).forEach(word -> names.add(word.text()));
        List<String> all = new ArrayList<>();
        for (String name : names) {
            String full = name.equals("t") || name.equals("tst") ? "test" : name;
            all.addAll(List.of("pre" + full, full, "post" + full));
        }
        run(all, text, invocation, sink);
    }

    private static void run(List<String> names, String text, Invocation invocation, EffectSink sink) {
        JsonNode scripts;
        try {
            scripts = JSON.readTree(text).path("scripts");
        } catch (JacksonException e) {
            return;
        }
        for (String name : names) {
            JsonNode line = scripts.path(name);
            if (line.isString()) {
                sink.task(line.asString(), invocation.command().span());
            }
        }
    }

    private static void targets(String text, Invocation invocation, EffectSink sink) {
        Makefile file = Makefile.read(text);
        List<String> open = new ArrayList<>();
        invocation.words().stream()
                .filter(word -> word.isLiteral() && word.text().indexOf('=') < 0)
                .forEach(word -> open.add(word.text()));
        if (open.isEmpty()) {
            open.add(file.first());
        }
        Set<String> done = new HashSet<>();
        while (!open.isEmpty() && done.size() < MAX_TARGETS) {
            String target = open.remove(open.size() - 1);
            if (done.add(target)) {
                open.addAll(file.needs().getOrDefault(target, List.of()));
                String recipe = file.recipes().get(target);
                if (recipe != null) {
                    sink.task(recipe, invocation.command().span());
                }
            }
        }
    }

    /**
     * The rules of a makefile, as far as they can be read line by line.
     *
     * @param first the target that is made when none is named
     */
    record Makefile(String first, Map<String, List<String>> needs, Map<String, String> recipes) {

        static Makefile read(String text) {
            Map<String, String> variables = new HashMap<>();
            Map<String, List<String>> needs = new HashMap<>();
            Map<String, String> recipes = new HashMap<>();
            List<String> current = List.of();
            String first = "";
            for (String line : text.replace("\\\n", " ").lines().toList()) {
                int colon = line.indexOf(':');
                int equals = line.indexOf('=');
                if (line.startsWith("\t")) {
                    String command = expanded(line.strip(), variables);
                    current.forEach(target -> recipes.merge(target, command, (a, b) -> a + "\n" + b));
                } else if (equals > 0 && (colon < 0 || colon > equals - 2)) {
                    String name = line.substring(0, equals).strip();
                    while (!name.isEmpty() && ":+?".indexOf(name.charAt(name.length() - 1)) >= 0) {
                        name = name.substring(0, name.length() - 1).strip();
                    }
                    variables.put(name, line.substring(equals + 1).strip());
                } else if (colon > 0 && line.charAt(0) != '#') {
                    current = words(line.substring(0, colon));
                    List<String> behind = words(line.substring(colon + 1));
                    current.forEach(target -> needs.merge(target, behind, Makefile::both));
                    if (first.isEmpty() && !current.isEmpty() && !current.get(0).startsWith(".")) {
                        first = current.get(0);
                    }
                }
            }
            return new Makefile(first, needs, recipes);
        }

        private static List<String> both(List<String> one, List<String> other) {
            List<String> all = new ArrayList<>(one);
            all.addAll(other);
            return all;
        }

        private static List<String> words(String text) {
            return text.isBlank()
                    ? List.of()
                    : List.of(text.strip().replace('\t', ' ').split(" +", -1));
        }

        /** Puts in the variables that are plain texts; what else there is becomes a variable that nobody has set. */
        private static String expanded(String recipe, Map<String, String> variables) {
            int start = 0;
            while (start < recipe.length() && "@-+".indexOf(recipe.charAt(start)) >= 0) {
                start++;
            }
            StringBuilder out = new StringBuilder();
            for (int i = start; i < recipe.length(); i++) {
                char c = recipe.charAt(i);
                char next = i + 1 < recipe.length() ? recipe.charAt(i + 1) : ' ';
                int close = next == '(' ? recipe.indexOf(')', i) : next == '{' ? recipe.indexOf('}', i) : i + 1;
                if (c != '$') {
                    out.append(c);
                } else if (next == '$') {
                    out.append('$');
                    i++;
                } else {
                    String value = close > i + 1 ? variables.get(recipe.substring(i + 2, close)) : null;
                    out.append(value != null && value.indexOf('$') < 0 ? value : "\"$UNKNOWN_WORD\"");
                    i = close < 0 ? recipe.length() : close;
                }
            }
            return out.toString();
        }
    }
}
