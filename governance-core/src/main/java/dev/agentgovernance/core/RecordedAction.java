/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.action.FileAction;
import dev.agentgovernance.api.action.HttpAction;
import dev.agentgovernance.api.action.PlanAction;
import dev.agentgovernance.api.action.PublishAction;
import dev.agentgovernance.api.action.ShellAction;
import dev.agentgovernance.api.action.SqlAction;
import dev.agentgovernance.api.action.ToolAction;
import dev.agentgovernance.api.audit.AuditRecord;
import dev.agentgovernance.api.effect.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Makes the action of a record again, from its text on record. */
final class RecordedAction {

    /*
     * A record holds the text of an action, redacted and cut, and the digest of the whole. What the text does not say (which
     * shell, which dialect) is tried; only an action of which action and context have that digest is the one that was judged.
     */

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private RecordedAction() {}

    /** Returns the action; empty where the record does not say all of it. */
    // INVARIANT: what is returned is, to the last byte, what was judged.
    static Optional<Action> of(AuditRecord record) {
        ActionContext context = record.context();
        ActionDigest digest = record.decision().digest();
        for (Action candidate : candidates(record)) {
            if (ActionDigest.of(candidate, context).equals(digest)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static List<Action> candidates(AuditRecord record) {
        String text = record.summary();
        List<Action> candidates = new ArrayList<>();
        switch (record.actionKind()) {
            case "shell" -> {
                for (ShellAction.Shell shell : ShellAction.Shell.values()) {
                    candidates.add(new ShellAction(text, shell));
                }
            }
            case "sql" -> {
                for (SqlAction.Dialect dialect : SqlAction.Dialect.values()) {
                    candidates.add(new SqlAction(text, dialect, ""));
                    for (Effect effect : record.decision().assessment().effects()) {
                        candidates.add(new SqlAction(text, dialect, effect.resource()));
                    }
                }
            }
            case "publish" -> {
                for (Effect effect : record.decision().assessment().effects()) {
                    candidates.add(new PublishAction(effect.resource(), text));
                }
            }
            case "file" -> files(text, candidates);
            case "http" -> http(text, candidates);
            case "tool" -> tools(text, candidates);
            case "plan" -> {
                for (PlanAction.Format format : PlanAction.Format.values()) {
                    Map<String, ?> plan = object(text);
                    if (plan != null) {
                        candidates.add(new PlanAction(format, plan));
                    }
                }
            }
            default -> {
                // A kind of action that is not known says nothing.
            }
        }
        return candidates;
    }

    private static void files(String text, List<Action> candidates) {
        for (FileAction.Operation operation : FileAction.Operation.values()) {
            String start = operation + " ";
            if (text.startsWith(start)) {
                String rest = text.substring(start.length());
                candidates.add(new FileAction(operation, rest, null));
                int line = rest.indexOf('\n');
                if (line >= 0) {
                    candidates.add(new FileAction(operation, rest.substring(0, line), rest.substring(line + 1)));
                }
            }
        }
    }

    private static void http(String text, List<Action> candidates) {
        int gap = text.indexOf("\n\n");
        String head = gap < 0 ? text : text.substring(0, gap);
        String body = gap < 0 ? null : text.substring(gap + 2);
        List<String> lines = head.lines().toList();
        int space = lines.isEmpty() ? -1 : lines.get(0).indexOf(' ');
        if (space < 0) {
            return;
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(": ");
            if (colon < 0) {
                return;
            }
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 2));
        }
        String first = lines.get(0);
        candidates.add(new HttpAction(first.substring(0, space), first.substring(space + 1), headers, body));
    }

    private static void tools(String text, List<Action> candidates) {
        int brace = text.indexOf(" {");
        Map<String, ?> arguments = brace < 0 ? null : object(text.substring(brace + 1));
        if (arguments == null) {
            return;
        }
        for (int dot = text.indexOf('.'); dot >= 0 && dot < brace; dot = text.indexOf('.', dot + 1)) {
            candidates.add(new ToolAction(
                    text.substring(0, dot), text.substring(dot + 1, brace), arguments, ToolAction.Hints.NONE));
        }
    }

    private static @Nullable Map<String, ?> object(String text) {
        try {
            @SuppressWarnings("unchecked") // a JSON object has texts for keys
            Map<String, ?> map = JSON.readValue(text, Map.class);
            return map;
        } catch (JacksonException e) {
            return null;
        }
    }
}
