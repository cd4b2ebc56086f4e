/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.FileAction;
import dev.agentgovernance.api.action.HttpAction;
import dev.agentgovernance.api.action.PlanAction;
import dev.agentgovernance.api.action.PublishAction;
import dev.agentgovernance.api.action.ShellAction;
import dev.agentgovernance.api.action.SqlAction;
import dev.agentgovernance.api.action.ToolAction;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text of an action: where a secret can hide in it, and how it is shown in a record. */
final class ActionText {

    /** Longest summary in a record, in UTF-16 code units. */
    static final int MAX_SUMMARY = 2_000;

    private ActionText() {}

    /** Tells whether {@link #of} is the very text of the action, so that places in the one are places in the other. */
    static boolean isVerbatim(Action action) {
        return action instanceof ShellAction || action instanceof SqlAction || action instanceof PublishAction;
    }

    /** Returns everything an action says, as one text. */
    static String of(Action action) {
        if (action instanceof ShellAction shell) {
            return shell.command();
        }
        if (action instanceof SqlAction sql) {
            return sql.statement();
        }
        if (action instanceof PublishAction publish) {
            return publish.text();
        }
        StringBuilder text = new StringBuilder();
        if (action instanceof FileAction file) {
            text.append(file.operation()).append(' ').append(file.path());
            if (file.content() != null) {
                text.append('\n').append(file.content());
            }
        } else if (action instanceof HttpAction http) {
            text.append(http.method()).append(' ').append(http.url());
            http.headers()
                    .forEach((name, values) -> values.forEach(
                            value -> text.append('\n').append(name).append(": ").append(value)));
            if (http.body() != null) {
                text.append("\n\n").append(http.body());
            }
        } else if (action instanceof ToolAction tool) {
            text.append(tool.server()).append('.').append(tool.tool()).append(' ');
            json(text, tool.arguments());
        } else if (action instanceof PlanAction plan) {
            json(text, plan.plan());
        }
        return text.toString();
    }

    /** Returns the beginning of a redacted text that fits a record, saying how much was cut. */
    static String summary(String redacted) {
        if (redacted.length() <= MAX_SUMMARY) {
            return redacted;
        }
        int end = Character.isHighSurrogate(redacted.charAt(MAX_SUMMARY - 1)) ? MAX_SUMMARY - 1 : MAX_SUMMARY;
        return redacted.substring(0, end) + "… (" + (redacted.length() - end) + " more)";
    }

    /** Writes a tree the way a detector expects keys and values: strings in quotes, without escaping what is inside. */
    private static void json(StringBuilder text, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            text.append('{');
            String separator = "";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                text.append(separator).append('"').append(entry.getKey()).append("\": ");
                json(text, entry.getValue());
                separator = ", ";
            }
            text.append('}');
        } else if (value instanceof List<?> list) {
            text.append('[');
            String separator = "";
            for (Object element : list) {
                text.append(separator);
                json(text, element);
                separator = ", ";
            }
            text.append(']');
        } else if (value instanceof String string) {
            text.append('"').append(string).append('"');
        } else {
            text.append(value);
        }
    }
}
