/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.action.FileAction;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.scope.TaskScope;
import dev.agentgovernance.api.trust.Oversight;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.policy.PolicyCases.Case;
import dev.agentgovernance.core.policy.PolicyCases.Expected;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the tests of a policy. */
final class CaseReader {

    private static final String TASK = "test";
    private static final List<String> ACTIONS = List.of("shell", "file", "sql", "http", "tool", "publish");

    private enum Verdict {
        ALLOW,
        ASK,
        DENY
    }

    private final Problems problems;
    private final Path file;

    CaseReader(Problems problems, Path file) {
        this.problems = problems;
        this.file = file;
    }

    PolicyCases read(Node root) {
        Fieldset fields = Fieldset.of(Section.CASES, root, problems);
        if (!fields.has("version")) {
            problems.add(fields.place(), "'version' is missing; write 'version: 1'");
        }
        fields.integer("version", 1, 1);
        List<Path> policies = new ArrayList<>();
        for (String name :
                fields.node("policy") instanceof Node.Text ? List.of(fields.text("policy")) : fields.texts("policy")) {
            policies.add(file.resolveSibling(name));
        }
        List<Case> cases = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Fieldset shared = fields.section("given", Section.GIVEN).orElse(null);
        for (Fieldset test : fields.sections("tests", Section.CASE)) {
            Case read = test(test, shared);
            if (!read.name().isEmpty() && !names.add(read.name())) {
                problems.add(test.placeOf("name"), "there is another test of this name; rename one");
            }
            cases.add(read);
        }
        if (cases.isEmpty()) {
            problems.add(fields.placeOf("tests"), "there is no test; 'tests' is a list of them");
        }
        problems.throwIfAny();
        return new PolicyCases(policies, cases);
    }

    private Case test(Fieldset test, @Nullable Fieldset shared) {
        String name = test.requiredText("name", "say what has to hold, in a sentence");
        Fieldset own = test.section("given", Section.GIVEN).orElse(null);
        Given given = new Given(own, shared);
        return new Case(
                name,
                problems.source() + ":" + test.place().line() + ":"
                        + test.place().column(),
                action(test),
                context(given),
                given.with("trust").flatMap(fields -> fields.choice("trust", TrustLevel.class)),
                given.with("scope").map(this::scope),
                given.with("at")
                        .map(fields -> new TimeReader(problems).instant(fields, "at"))
                        .orElse(Instant.EPOCH),
                expected(test));
    }

    /** What a test says of who asks, before what all tests of the file say. */
    private record Given(@Nullable Fieldset own, @Nullable Fieldset shared) {

        Optional<Fieldset> with(String key) {
            if (own != null && own.has(key)) {
                return Optional.of(own);
            }
            return shared != null && shared.has(key) ? Optional.of(shared) : Optional.empty();
        }

        String text(String key) {
            return with(key).map(fields -> fields.text(key)).orElse("");
        }
    }

    private static ActionContext context(Given given) {
        String agent = given.text("agent");
        ActionContext.Builder context = ActionContext.builder(agent.isEmpty() ? "agent" : agent)
                .parentAgent(given.text("parentAgent"))
                .principal(given.text("principal"))
                .session(given.text("session"))
                .repository(given.text("repository"))
                .branch(given.text("branch"))
                .workingDirectory(given.text("cwd"))
                .repositoryRoot(given.text("cwd"));
        given.with("environment")
                .flatMap(fields -> fields.choice("environment", Environment.class))
                .ifPresent(context::environment);
        return given.with("scope").isPresent() ? context.task(TASK).build() : context.build();
    }

    private TaskScope scope(Fieldset given) {
        Fieldset fields =
                given.section("scope", Section.SCOPE).orElseThrow(() -> new IllegalStateException("it was there"));
        return TaskScopes.bounds(TASK, fields, problems).build();
    }

    private Action action(Fieldset test) {
        List<String> named = ACTIONS.stream().filter(test::has).toList();
        if (named.size() != 1) {
            problems.add(
                    test.place(),
                    "a test has one action: " + String.join(", ", ACTIONS) + "; this has " + named.size());
            return Action.shell("");
        }
        return switch (named.get(0)) {
            case "shell" -> Action.shell(test.text("shell"));
            case "sql" -> Action.sql(test.text("sql"));
            case "file" -> file(section(test, "file", Section.FILE_ACTION));
            case "http" -> http(section(test, "http", Section.HTTP_ACTION));
            case "tool" -> tool(section(test, "tool", Section.TOOL_ACTION));
            default -> publish(section(test, "publish", Section.PUBLISH_ACTION));
        };
    }

    private static Fieldset section(Fieldset test, String key, Section section) {
        return test.section(key, section).orElseThrow(() -> new IllegalStateException("it was there"));
    }

    private static Action file(Fieldset fields) {
        String path = fields.requiredText("path", "name the file");
        FileAction.Operation operation =
                fields.choice("operation", FileAction.Operation.class).orElse(FileAction.Operation.WRITE);
        return switch (operation) {
            case READ -> Action.read(path);
            case LIST -> new FileAction(FileAction.Operation.LIST, path, null);
            case WRITE -> Action.write(path, fields.text("content"));
            case DELETE -> Action.delete(path);
        };
    }

    private static Action http(Fieldset fields) {
        String method = fields.text("method");
        String url = fields.requiredText("url", "name the address");
        return new dev.agentgovernance.api.action.HttpAction(
                method.isEmpty() ? "GET" : method, url, Map.of(), fields.has("body") ? fields.text("body") : null);
    }

    private Action tool(Fieldset fields) {
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        if (fields.node("arguments") instanceof Node.Fields given) {
            given.entries().forEach((key, entry) -> arguments.put(key, plain(entry.value())));
        } else if (fields.has("arguments")) {
            problems.add(fields.placeOf("arguments"), "'arguments' is a mapping of names to values");
        }
        return Action.tool(
                fields.requiredText("server", "name the server"),
                fields.requiredText("tool", "name the tool"),
                arguments);
    }

    // The reader of documents bounds the depth.
    private static @Nullable Object plain(Node node) {
        if (node instanceof Node.Fields fields) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            fields.entries().forEach((key, entry) -> map.put(key, plain(entry.value())));
            return map;
        }
        if (node instanceof Node.Items items) {
            List<@Nullable Object> list = new ArrayList<>();
            items.items().forEach(item -> list.add(plain(item)));
            return list;
        }
        if (node instanceof Node.Text text) {
            return text.value();
        }
        if (node instanceof Node.Flag flag) {
            return flag.value();
        }
        return node instanceof Node.Numeral numeral ? new BigDecimal(numeral.value()) : null;
    }

    private static Action publish(Fieldset fields) {
        return Action.publish(fields.requiredText("channel", "say where the text goes"), fields.text("text"));
    }

    private Expected expected(Fieldset test) {
        Fieldset fields = test.section("expect", Section.EXPECT).orElse(null);
        if (fields == null || fields.isEmpty()) {
            problems.add(test.placeOf("expect"), "say what is expected: decision, oversight, impact or rule");
            return new Expected(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
        return new Expected(
                fields.choice("decision", Verdict.class).map(Fieldset::name),
                fields.choice("oversight", Oversight.class),
                fields.choice("impact", Impact.class),
                fields.has("rule") ? Optional.of(fields.text("rule")) : Optional.empty());
    }
}
