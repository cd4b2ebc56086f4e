/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli.gitleaks;

import com.google.re2j.Pattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.toml.TomlMapper;

/** Makes rules of TOML, and collects everything that is wrong. For one thread. */
final class ConfigReader {
    private static final int MAX_EXTENSIONS = 2;
    private static final int MAX_BYTES = 4 << 20;

    private final Map<String, ImportedRule> rules = new LinkedHashMap<>();
    private final List<Allowlist> global = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Map<String, ImportedRule> rules() {
        return rules;
    }

    List<Allowlist> global() {
        return global;
    }

    List<String> notes() {
        return notes;
    }

    void read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new InvalidConfigException(List.of(file + ": larger than 4 MiB"));
        }
        read(Files.readString(file), file, 0);
        finish();
    }

    void read(String text) throws IOException {
        read(text, null, 0);
        finish();
    }

    private void finish() {
        for (ImportedRule rule : rules.values()) {
            for (ImportedRule.Required required : rule.required()) {
                if (!rules.containsKey(required.id())) {
                    problems.add("rule " + rule.id() + ": there is no rule " + required.id());
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
    }

    private void read(String text, @Nullable Path file, int depth) throws IOException {
        Table root = new Table("", parse(text));
        Table extend = root.table("extend");
        if (extend != null) {
            extend(extend, file, depth);
        }
        for (Table allowlist : root.tables("allowlists", "allowlist")) {
            global.add(allowlist(allowlist, "an allowlist"));
        }
        int number = 0;
        for (Table table : root.tables("rules")) {
            rule(table, ++number);
        }
    }

    /** The reader of TOML goes down once for each bracket, so that they are counted first. */
    private Map<?, ?> parse(String text) {
        int nesting = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            nesting = c == '[' || c == '{' ? nesting + 1 : c == '\n' ? 0 : nesting;
            if (nesting > 10_000) {
                throw new InvalidConfigException(List.of("it is nested too deep"));
            }
        }
        try {
            return new TomlMapper().readValue(text, Map.class);
        } catch (JacksonException e) {
            var place = e.getLocation();
            throw new InvalidConfigException(
                    List.of("it is no TOML" + (place == null ? "" : ", from line " + place.getLineNr() + " on")));
        } catch (RuntimeException | StackOverflowError e) {
            throw new InvalidConfigException(List.of("it is no TOML"));
        }
    }

    private void extend(Table extend, @Nullable Path file, int depth) throws IOException {
        if (extend.bool("usedefault")) {
            notes.add("extend.useDefault: the kinds of this program stand for the default rules");
        }
        String path = extend.text("path");
        if (path != null) {
            Path other = file == null ? Path.of(path) : file.resolveSibling(path);
            if (depth == MAX_EXTENSIONS) {
                problems.add("extend.path: more than " + MAX_EXTENSIONS + " files one behind the other");
            } else if (!Files.isRegularFile(other) || Files.size(other) > MAX_BYTES) {
                problems.add("extend.path: " + path + " is no file of at most 4 MiB");
            } else {
                read(Files.readString(other), other, depth + 1);
            }
        }
        if (extend.text("url") != null) {
            problems.add("extend.url: nothing is fetched");
        }
        extend.texts("disabledrules").forEach(rules::remove);
    }

    private void rule(Table table, int number) {
        String id = table.text("id");
        if (id == null || id.isBlank()) {
            problems.add("rule " + number + ": it has no id");
            return;
        }
        String where = "rule " + id;
        @Nullable ImportedRule base = rules.get(id);
        String regex = table.text("regex");
        String pathRegex = table.text("path");
        Pattern path = pathRegex == null
                ? (base == null ? null : base.path())
                : ExpressionLint.compile(pathRegex, where + ", path", problems, notes);
        if (regex == null && base == null) {
            if (path == null) {
                problems.add(where + ": it has neither regex nor path");
            } else {
                notes.add(where + ": it looks at names of files alone, and is left out");
            }
            return;
        }
        Pattern pattern = regex != null
                ? ExpressionLint.compile(regex, where, problems, notes)
                : java.util.Objects.requireNonNull(base).regex();
        int group = (int) table.number("secretgroup", base == null ? 0 : base.group());
        if (group < 0 || group > pattern.groupCount()) {
            if (problems.isEmpty()) {
                problems.add(where + ": there is no group " + group);
            }
            group = 0;
        }
        List<String> keywords = new ArrayList<>(base == null ? List.of() : base.keywords());
        keywords.addAll(table.texts("keywords"));
        List<Allowlist> allowlists = new ArrayList<>(base == null ? List.of() : base.allowlists());
        for (Table allowlist : table.tables("allowlists", "allowlist")) {
            allowlists.add(allowlist(allowlist, where));
        }
        rules.put(
                id,
                new ImportedRule(
                        id,
                        pattern,
                        group,
                        path,
                        table.number("entropy", base == null ? 0 : base.entropy()),
                        List.copyOf(keywords),
                        List.copyOf(allowlists),
                        required(table, where),
                        !table.bool("skipreport")));
    }

    private List<ImportedRule.Required> required(Table table, String where) {
        List<ImportedRule.Required> required = new ArrayList<>();
        for (Table other : table.tables("required")) {
            String id = other.text("id");
            if (id == null) {
                problems.add(where + ", required: it has no id");
            } else {
                required.add(new ImportedRule.Required(
                        id, (int) other.number("withinlines", -1), (int) other.number("withincolumns", -1)));
            }
        }
        return List.copyOf(required);
    }

    private Allowlist allowlist(Table table, String where) {
        String condition = table.text("condition");
        String target = table.text("regextarget");
        String conditionName = condition == null ? "OR" : condition.toUpperCase(Locale.ROOT);
        if (!Set.of("OR", "||", "AND", "&&").contains(conditionName)) {
            problems.add(where + ", condition: OR or AND");
        }
        Allowlist.Target targeted = Allowlist.Target.SECRET;
        switch (target == null || target.isEmpty() ? "secret" : target.toLowerCase(Locale.ROOT)) {
            case "secret" -> {}
            case "match" -> targeted = Allowlist.Target.MATCH;
            case "line" -> targeted = Allowlist.Target.LINE;
            default -> problems.add(where + ", regexTarget: secret, match or line");
        }
        Allowlist allowlist = new Allowlist(
                conditionName.equals("AND") || conditionName.equals("&&"),
                new HashSet<>(table.texts("targetrules")),
                table.texts("commits"),
                expressions(table.texts("paths"), where + ", paths"),
                expressions(table.texts("regexes"), where + ", regexes"),
                targeted,
                table.texts("stopwords").stream()
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .toList());
        if (allowlist.commits().isEmpty()
                && allowlist.paths().isEmpty()
                && allowlist.regexes().isEmpty()
                && allowlist.stopwords().isEmpty()) {
            problems.add(where + ", allowlist: it has none of commits, paths, regexes, stopwords");
        }
        return allowlist;
    }

    private List<Pattern> expressions(List<String> texts, String where) {
        return texts.stream()
                .map(text -> ExpressionLint.compile(text, where, problems, notes))
                .toList();
    }

    /** A table of TOML; names are the same in any case, with or without underscores. */
    private final class Table {
        private final String name;
        private final Map<String, Object> values = new LinkedHashMap<>();

        Table(String name, Map<?, ?> map) {
            this.name = name;
            map.forEach((key, value) -> {
                if (value != null) {
                    values.put(String.valueOf(key).toLowerCase(Locale.ROOT).replace("_", ""), value);
                }
            });
        }

        private void wrong(String key, String wanted) {
            problems.add((name.isEmpty() ? "" : name + ".") + key + ": " + wanted);
        }

        @Nullable String text(String key) {
            Object value = values.get(key);
            if (value == null || value instanceof String) {
                return (String) value;
            }
            wrong(key, "a text");
            return null;
        }

        List<String> texts(String key) {
            Object value = values.get(key);
            List<String> texts = new ArrayList<>();
            if (value instanceof List<?> list) {
                for (Object element : list) {
                    if (element instanceof String text) {
                        texts.add(text);
                    } else {
                        wrong(key, "a list of texts");
                    }
                }
            } else if (value != null) {
                wrong(key, "a list of texts");
            }
            return List.copyOf(texts);
        }

        double number(String key, double otherwise) {
            Object value = values.get(key);
            if (value == null) {
                return otherwise;
            }
            if (value instanceof Number number && Math.abs(number.doubleValue()) < 1e6) {
                return number.doubleValue();
            }
            wrong(key, "a number");
            return otherwise;
        }

        boolean bool(String key) {
            Object value = values.get(key);
            if (value != null && !(value instanceof Boolean)) {
                wrong(key, "true or false");
            }
            return Boolean.TRUE.equals(value);
        }

        @Nullable Table table(String key) {
            Object value = values.get(key);
            if (value instanceof Map<?, ?> map) {
                return new Table(key, map);
            }
            if (value != null) {
                wrong(key, "a table");
            }
            return null;
        }

        /** Returns the tables under some names: a list of tables, or one. */
        List<Table> tables(String... keys) {
            List<Table> tables = new ArrayList<>();
            for (String key : keys) {
                Object value = values.get(key);
                List<?> list = value instanceof List<?> several ? several : value == null ? List.of() : List.of(value);
                for (Object element : list) {
                    if (element instanceof Map<?, ?> map) {
                        tables.add(new Table(key, map));
                    } else {
                        wrong(key, "a table");
                    }
                }
            }
            return tables;
        }
    }
}
