/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.core.internal.classify.Globs;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One agent's talk with all of its servers: what came in from one of them counts when something goes out to another.
 *
 * <p>Safe for use by several threads. It keeps labels and keyed hashes, and of texts only the secrets for which the owner wants
 * handles.
 */
public final class McpConversation {

    private final McpGovernance governance;
    private final ActionContext context;
    private final Map<Label, String> seen = new EnumMap<>(Label.class);
    private final Map<String, McpSession> sessions = new HashMap<>();
    private final Fingerprints secrets;
    private final SecretHandles handles;
    private String suspicious = "";

    McpConversation(McpGovernance governance, ActionContext context) {
        this.governance = Objects.requireNonNull(governance, "governance");
        this.context = Objects.requireNonNull(context, "context");
        this.secrets = new Fingerprints(governance.random);
        this.handles = new SecretHandles(governance.random);
    }

    /**
     * Returns the session with a server; the same one for the same name.
     *
     * @param server the name under which the owner knows the server, never one that the server gives itself
     */
    public McpSession server(String server) {
        synchronized (sessions) {
            return sessions.computeIfAbsent(server, name -> new McpSession(governance, this, name));
        }
    }

    /** Returns the tools of the other servers that this conversation has seen, by their servers. */
    Map<String, Set<String>> otherTools(String server) {
        List<McpSession> others;
        synchronized (sessions) {
            others = sessions.entrySet().stream()
                    .filter(entry -> !entry.getKey().equals(server))
                    .map(Map.Entry::getValue)
                    .toList();
        }
        Map<String, Set<String>> tools = new TreeMap<>();
        others.forEach(other -> tools.put(other.server(), other.catalogue().names()));
        return tools;
    }

    ActionContext context() {
        return context;
    }

    /** Puts on record what a result brought in. */
    synchronized void saw(Iterable<Label> labels, String origin, boolean isSuspicious) {
        labels.forEach(label -> seen.putIfAbsent(label, origin));
        if (isSuspicious && suspicious.isEmpty()) {
            suspicious = origin;
        }
    }

    synchronized void remember(Iterable<String> values, String origin) {
        values.forEach(value -> secrets.remember(value, origin));
    }

    /** Returns why a call that lets something out needs a second look; empty where nothing came in that does harm. */
    synchronized Optional<Reason> sinkReason() {
        String untrusted = seen.get(Label.UNTRUSTED);
        if (untrusted == null) {
            return Optional.empty();
        }
        String origin = seen.get(Label.PRIVATE);
        return Optional.of(Reason.of(
                origin == null ? "mcp.taint" : "mcp.trifecta",
                "This call can let something out, and text that others wrote has come in (from " + untrusted + ").",
                origin == null
                        ? "Such a text can hold instructions."
                        : "Private data has come in too (from " + origin
                                + "): text of others, private data and a way out are all that a leak needs."));
    }

    synchronized boolean isComplete() {
        return seen.containsKey(Label.UNTRUSTED) && seen.containsKey(Label.PRIVATE);
    }

    synchronized Optional<Reason> suspicion() {
        return suspicious.isEmpty()
                ? Optional.empty()
                : Optional.of(Reason.of(
                        "mcp.suspicion",
                        "A text that reads like instructions to the agent has come in (from " + suspicious + ").",
                        "Until the end of this conversation a person looks at everything that changes something."));
    }

    /** Returns how secrets are shown that a tool gives back: by a handle where the owner says so, and what went out never again. */
    ResultFilter.Shown shown(String server, String tool) {
        List<String> kinds = governance.settings.words(server, tool).stream()
                .flatMap(word -> word.handles().stream())
                .toList();
        return new ResultFilter.Shown() {
            @Override
            public String instead(String value, SecretFinding finding) {
                if (!Globs.matchesAny(kinds, finding.kind().id())) {
                    return finding.placeholder();
                }
                synchronized (McpConversation.this) {
                    return handles.issue(
                                    value,
                                    finding,
                                    server + "/" + tool,
                                    governance.clock.instant(),
                                    governance.settings.limits().handleTime())
                            .orElseGet(finding::placeholder);
                }
            }

            @Override
            public Map<String, String> known(@Nullable Object tree) {
                synchronized (McpConversation.this) {
                    return handles.sentIn(tree);
                }
            }
        };
    }

    /** Returns a message to the client without any secret that was put in the place of a handle. */
    synchronized @Nullable Object withoutExchanged(@Nullable Object tree) {
        return handles.without(tree);
    }

    synchronized String describedHandles(@Nullable Object arguments) {
        return handles.described(arguments);
    }

    /** Returns why arguments do not go on for the handles that they hold. */
    synchronized List<Reason> handleReasons(String server, String tool, Map<String, ?> arguments) {
        return handles.check(arguments, governance.settings.words(server, tool), governance.clock.instant());
    }

    /** Returns arguments with the secrets in the place of their handles; nothing where one may not go on any more. */
    synchronized Optional<Map<String, @Nullable Object>> exchange(
            String server, String tool, Map<String, ?> arguments) {
        return handles.exchange(arguments, governance.settings.words(server, tool), governance.clock.instant());
    }

    /** Returns where a secret came from that stands in arguments, as it is or encoded. */
    synchronized Optional<Reason> leak(@Nullable Object arguments) {
        List<String> texts = new ArrayList<>();
        Texts.collect(arguments, texts);
        for (String text : texts) {
            Optional<String> origin = secrets.find(text);
            if (origin.isPresent()) {
                return Optional.of(Reason.of(
                        "mcp.secret-travels",
                        "The arguments hold a secret that came in as a result of " + origin.get() + ".",
                        "A secret does not go on to another tool."));
            }
        }
        return Optional.empty();
    }
}
