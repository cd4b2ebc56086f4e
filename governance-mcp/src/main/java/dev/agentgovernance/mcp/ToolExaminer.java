/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import dev.agentgovernance.api.Deny;
import dev.agentgovernance.api.action.ToolAction;
import dev.agentgovernance.core.internal.classify.Globs;
import dev.agentgovernance.mcp.internal.text.HiddenText;
import dev.agentgovernance.mcp.internal.text.Injection;
import dev.agentgovernance.mcp.internal.text.Lookalike;
import dev.agentgovernance.mcp.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the definition of a tool before anybody is shown it: is it the one that was reviewed, does it hide something, does it
 * pretend to be another, would any call of it be allowed?
 */
final class ToolExaminer {

    private static final int MAX_NAME = 128;
    private static final int MAX_DEFINITION = 200_000;

    private final McpGovernance governance;
    private final McpConversation conversation;
    private final String server;

    ToolExaminer(McpGovernance governance, McpConversation conversation, String server) {
        this.governance = governance;
        this.conversation = conversation;
        this.server = server;
    }

    /** Returns what is made of a definition; its name is a text. */
    Tool examine(Map<String, @Nullable Object> definition) {
        String name = String.valueOf(definition.get("name"));
        Map<String, @Nullable Object> shown = Json.object(Texts.map(definition, HiddenText::reveal));
        List<String> texts = new ArrayList<>();
        Texts.collect(definition, texts);
        boolean trusted = governance.settings.server(server).trusted();
        boolean hides = texts.stream().anyMatch(HiddenText::isIn);
        boolean suspicious = Injection.isSuspicious(texts) || (hides && !trusted) || namesOthers(name, texts);
        ToolAction.Hints hints = hints(definition, trusted);
        Tool tool = new Tool(name, shown == null ? Map.of() : shown, hints, ToolLock.hash(definition), "", suspicious);
        String why = whyHidden(tool, definition, trusted);
        return why.isEmpty() ? tool : tool.hidden(why);
    }

    /** Returns a tool of which nothing was seen but its name: the worst that its name can mean. */
    Tool unseen(String name) {
        Tool tool = new Tool(name, Map.of(), ToolAction.Hints.NONE, "", "", false);
        String why = whyNotCallable(tool);
        return why.isEmpty() ? tool : tool.hidden(why);
    }

    private String whyHidden(Tool tool, Map<String, @Nullable Object> definition, boolean trusted) {
        if (!isName(tool.name())) {
            return "Its name is no name of a tool.";
        }
        if (Texts.size(definition) > MAX_DEFINITION) {
            return "Its definition is over the limit.";
        }
        Optional<String> unpinned = unpinned(definition);
        if (unpinned.isPresent()) {
            return unpinned.get();
        }
        boolean reviewed = governance.lock != null && governance.lock.isPinned(server, tool.name());
        if (tool.suspicious() && !trusted && !reviewed) {
            return "Its definition reads like an attack, and nobody has reviewed it.";
        }
        for (Map.Entry<String, Set<String>> other :
                conversation.otherTools(server).entrySet()) {
            for (String name : other.getValue()) {
                boolean same = name.equals(tool.name());
                if ((same || Lookalike.isLike(name, tool.name())) && !trusted && !reviewed) {
                    return "Its name can be taken for that of " + other.getKey() + "/" + name + ".";
                }
            }
        }
        return whyNotCallable(tool);
    }

    private Optional<String> unpinned(Map<String, @Nullable Object> definition) {
        if (governance.lock != null && governance.lock.knows(server)) {
            ToolLock.Difference difference = governance.lock.compare(server, definition);
            return difference.change().isHarmless()
                    ? Optional.empty()
                    : Optional.of("Its definition is not the one that was reviewed ("
                            + difference
                                    .change()
                                    .name()
                                    .toLowerCase(Locale.ROOT)
                                    .replace('_', ' ') + ": "
                            + difference.what() + ").");
        }
        return governance.settings.server(server).pinned()
                ? Optional.of("Its definition was never reviewed, and the owner asks for that.")
                : Optional.empty();
    }

    // INVARIANT: what this says of a tool holds for its being shown and for its being called alike.
    private String whyNotCallable(Tool tool) {
        for (McpSettings.ToolWord word : governance.settings.words(server, tool.name())) {
            if (word.hidden()) {
                return "The owner hides it.";
            }
            String principal = conversation.context().principal().orElse("");
            if (!word.principals().isEmpty() && !Globs.matchesAny(word.principals(), principal)) {
                return "It is not for this principal.";
            }
        }
        ToolAction bare = new ToolAction(server, tool.name(), Map.of(), tool.hints());
        // A further argument never makes a call milder: what is denied without any is denied with each.
        return governance.preview.judge(bare, conversation.context()) instanceof Deny
                ? "The policy denies every call of it."
                : "";
    }

    /** A definition that speaks of a tool of another server tries to steer how that one is used. */
    private boolean namesOthers(String own, List<String> texts) {
        for (Set<String> names : conversation.otherTools(server).values()) {
            for (String name : names) {
                boolean telling = name.indexOf('_') > 0 || name.indexOf('-') > 0 || name.length() > 12;
                if (telling && !name.equals(own) && texts.stream().anyMatch(text -> mentions(text, name))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean mentions(String text, String name) {
        int at = text.indexOf(name);
        while (at >= 0) {
            boolean begins = at == 0 || !isNamePart(text.charAt(at - 1));
            int end = at + name.length();
            if (begins && (end == text.length() || !isNamePart(text.charAt(end)))) {
                return true;
            }
            at = text.indexOf(name, at + 1);
        }
        return false;
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-';
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_NAME
                && name.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || "_-./:".indexOf(c) >= 0);
    }

    private ToolAction.Hints hints(Map<String, @Nullable Object> definition, boolean trusted) {
        Map<String, @Nullable Object> annotations = Json.object(definition.get("annotations"));
        Map<String, @Nullable Object> said = annotations == null ? new LinkedHashMap<>() : annotations;
        return new ToolAction.Hints(
                flag(said, "readOnlyHint"),
                flag(said, "destructiveHint"),
                flag(said, "idempotentHint"),
                flag(said, "openWorldHint"),
                trusted);
    }

    private static @Nullable Boolean flag(Map<String, @Nullable Object> annotations, String key) {
        return annotations.get(key) instanceof Boolean flag ? flag : null;
    }
}
