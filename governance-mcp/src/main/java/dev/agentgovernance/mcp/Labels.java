/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import dev.agentgovernance.api.action.ToolAction;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Reach;
import dev.agentgovernance.core.internal.classify.RuleFile;
import dev.agentgovernance.mcp.internal.text.Words;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Works out what the result of a call brings in, and whether its arguments let something out. */
final class Labels {

    static final String RESOURCE = "labels.rules";
    static final List<RuleFile.Rule> RULES = RuleFile.load(Labels.class, RESOURCE);

    private static final Map<String, Set<Label>> BY_WORD = new HashMap<>();

    static {
        for (RuleFile.Rule rule : RULES) {
            Label.of(rule.words().get(1))
                    .ifPresent(
                            label -> BY_WORD.computeIfAbsent(rule.words().get(0), word -> EnumSet.noneOf(Label.class))
                                    .add(label));
        }
    }

    private Labels() {}

    /** Returns what the words of a name say. */
    static Set<Label> ofName(String name) {
        Set<Label> labels = EnumSet.noneOf(Label.class);
        for (String word : Words.of(name)) {
            labels.addAll(BY_WORD.getOrDefault(word, Set.of()));
        }
        return labels;
    }

    /**
     * Returns the labels of a call: what the owner says, where the owner says anything; otherwise what its name, its effects
     * and its server say together.
     */
    static Set<Label> of(McpSettings settings, ToolAction call, List<Effect> effects) {
        McpSettings.ServerWord server = settings.server(call.server());
        Set<Label> said = EnumSet.noneOf(Label.class);
        boolean owner = false;
        for (McpSettings.ToolWord word : settings.words(call.server(), call.tool())) {
            if (word.labels().isPresent()) {
                owner = true;
                said.addAll(word.labels().get());
            }
        }
        if (owner) {
            return said;
        }
        Set<Label> labels = EnumSet.noneOf(Label.class);
        labels.addAll(ofName(call.tool()));
        if (!server.trusted()
                || (Boolean.TRUE.equals(call.hints().openWorld())
                        && call.hints().trusted())) {
            labels.add(Label.UNTRUSTED);
        }
        for (Effect effect : effects) {
            EffectKind kind = effect.kind();
            if (kind.isWithin("net") || kind == EffectKind.EXEC_DOWNLOADED) {
                labels.add(Label.UNTRUSTED);
            }
            if (isPrivate(kind)) {
                labels.add(Label.PRIVATE);
            }
            if (isSink(effect)) {
                labels.add(Label.SINK);
            }
        }
        return labels;
    }

    private static boolean isPrivate(EffectKind kind) {
        return (kind.isRead() && kind != EffectKind.TOOL_READ && kind != EffectKind.PACKAGE_READ)
                || kind == EffectKind.SECRET_READ
                || kind == EffectKind.NET_METADATA
                || isOpen(kind);
    }

    private static boolean isOpen(EffectKind kind) {
        return kind == EffectKind.TOOL_UNKNOWN || kind.isWithin("exec") || kind == EffectKind.DB_EXECUTE;
    }

    /** Whether others can see it, or an address can carry it away, or nobody knows. */
    private static boolean isSink(Effect effect) {
        return effect.reach().compareTo(Reach.SHARED) >= 0
                || effect.kind().isWithin(EffectKind.NET_FETCH.id())
                || effect.kind() == EffectKind.EXEC_OPAQUE
                || effect.kind() == EffectKind.EXEC_DOWNLOADED;
    }
}
