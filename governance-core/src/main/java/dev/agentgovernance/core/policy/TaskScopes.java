/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import dev.agentgovernance.api.scope.TaskScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the scopes of tasks from where they are declared: files, and the fields of tickets. The language is that of the section
 * {@code scope} of a policy; {@code SCOPE.md} describes it.
 *
 * <p>Whatever is declared has to come from a place that the agent of the task cannot write to.
 */
public final class TaskScopes {

    private TaskScopes() {}

    /**
     * Reads a scope from a text, as JSON where the name of its source ends in {@code .json}, otherwise as YAML.
     *
     * @param text the scope
     * @param sourceName the name under which messages speak of it
     * @throws InvalidPolicyException if it is none
     */
    public static TaskScope parse(String text, String sourceName) {
        Problems problems = new Problems(sourceName);
        return read(DocumentReader.read(text, sourceName, problems), problems);
    }

    /**
     * Reads a scope from a file in UTF-8.
     *
     * @throws InvalidPolicyException if it is none
     * @throws UncheckedIOException if the file cannot be read
     */
    public static TaskScope load(Path file) {
        try {
            if (Files.size(file) > DocumentReader.MAX_CHARS) {
                throw new Problems(file.toString())
                        .fatal(Node.Place.START, "the file is larger than any scope; is it the right one?");
            }
            return parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("the scope " + file + " cannot be read", e);
        }
    }

    /**
     * Reads a scope from the fields of a ticket: those whose name begins with "scope", such as {@code scope.paths},
     * {@code Scope paths} or {@code scope_max_files}. Values of a list stand in lines of their own or between commas.
     *
     * @param task the name of the task
     * @param fields the fields of the ticket by name; other ones are not looked at
     * @return the scope; empty where no field is about it, which means the default of the policy
     * @throws InvalidPolicyException if a field about the scope is not understood
     */
    public static Optional<TaskScope> ofFields(String task, Map<String, String> fields) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        Problems problems = new Problems("ticket");
        fields.forEach((name, value) -> {
            String plain = plain(name);
            if (plain.startsWith("scope")) {
                String key = Section.TASK.keys().stream()
                        .filter(known -> plain(known).equals(plain.substring("scope".length())))
                        .findFirst()
                        .orElse(name);
                if (entries.put(key, new Node.Entry(Node.Place.START, value(key, value))) != null) {
                    problems.add(Node.Place.START, "two fields give '" + Display.of(key) + "'; keep one");
                }
            }
        });
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        entries.put("version", new Node.Entry(Node.Place.START, new Node.Numeral(Node.Place.START, "1")));
        entries.put("task", new Node.Entry(Node.Place.START, new Node.Text(Node.Place.START, task)));
        return Optional.of(read(new Node.Fields(Node.Place.START, entries), problems));
    }

    private static final Set<String> LISTS =
            Set.of("paths", "forbiddenPaths", "branches", "effects", "forbiddenEffects", "services", "secondaryGoals");

    private static String plain(String name) {
        StringBuilder plain = new StringBuilder();
        name.chars().filter(Character::isLetterOrDigit).forEach(c -> plain.append((char) c));
        return plain.toString().toLowerCase(Locale.ROOT);
    }

    private static Node value(String key, String value) {
        if (LISTS.contains(key)) {
            List<Node> items = new ArrayList<>();
            value.lines().forEach(line -> {
                for (String item : line.split(",", -1)) {
                    if (!item.isBlank()) {
                        items.add(new Node.Text(Node.Place.START, item.strip()));
                    }
                }
            });
            return new Node.Items(Node.Place.START, items);
        }
        return key.startsWith("max")
                ? new Node.Numeral(Node.Place.START, value.strip())
                : new Node.Text(Node.Place.START, value.strip());
    }

    private static TaskScope read(Node root, Problems problems) {
        Fieldset fields = Fieldset.of(Section.TASK, root, problems);
        if (!fields.has("version")) {
            problems.add(fields.place(), "'version' is missing; write 'version: 1'");
        }
        fields.integer("version", 1, 1);
        TaskScope.Builder scope =
                bounds(fields.requiredText("task", "say which task this is the scope of"), fields, problems);
        if (fields.has("expires")) {
            try {
                scope.expiry(OffsetDateTime.parse(fields.text("expires")).toInstant());
            } catch (DateTimeException e) {
                problems.add(
                        fields.placeOf("expires"),
                        "'expires' is an instant with its offset, such as \"2030-01-01T12:00:00Z\"");
            }
        }
        problems.throwIfAny();
        return scope.build();
    }

    /** Reads what a task may do, into a builder. */
    static TaskScope.Builder bounds(String task, Fieldset fields, Problems problems) {
        TaskScope.Builder scope = TaskScope.builder(task).purpose(fields.text("purpose"));
        fields.integer("maxFiles", 0, 1_000_000).ifPresent(scope::maxFiles);
        fields.integer("maxLines", 0, 1_000_000).ifPresent(scope::maxLines);
        List<String> goals = fields.known(
                "secondaryGoals",
                goal -> TaskScope.SECONDARY_GOALS.contains(goal) ? goal : null,
                "secondary goal",
                TaskScope.SECONDARY_GOALS);
        return scope.paths(strings(RuleReader.globs(fields, "paths", problems)))
                .forbiddenPaths(strings(RuleReader.globs(fields, "forbiddenPaths", problems)))
                .branches(strings(RuleReader.globs(fields, "branches", problems)))
                .effects(strings(RuleReader.effectIds(fields, "effects")))
                .forbiddenEffects(strings(RuleReader.effectIds(fields, "forbiddenEffects")))
                .services(strings(RuleReader.globs(fields, "services", problems)))
                .secondaryGoals(strings(goals));
    }

    private static String[] strings(List<String> list) {
        return list.toArray(String[]::new);
    }
}
