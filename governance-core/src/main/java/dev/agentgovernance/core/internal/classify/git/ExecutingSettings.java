/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.git;

import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.Command;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Globs;
import dev.agentgovernance.core.internal.classify.RuleFile;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Settings of a repository that make git run a program of somebody's choice. */
final class ExecutingSettings {

    static final String RESOURCE = "settings.rules";
    private static final String OWN = ".git/";

    private record SettingRule(String key, List<String> subcommands, List<String> harmless) {
        boolean concerns(String subcommand) {
            return subcommands.contains("*") || subcommands.contains(subcommand);
        }
    }

    private static final List<SettingRule> RULES = RuleFile.load(ExecutingSettings.class, RESOURCE).stream()
            .map(rule -> new SettingRule(
                    rule.words().get(0),
                    List.of(rule.words().get(1).split(",", -1)),
                    rule.words().subList(2, rule.words().size())))
            .toList();

    private ExecutingSettings() {}

    /** Reports the programs that a subcommand runs because a file of the repository says so. */
    static void report(GitConfig config, String subcommand, Command command, EffectSink sink) {
        for (Map.Entry<String, List<GitConfig.Setting>> entry :
                config.settings().entrySet()) {
            for (GitConfig.Setting setting : entry.getValue()) {
                if (setting.file().startsWith(OWN) && runs(entry.getKey(), setting.value(), subcommand)) {
                    sink.effect(Effect.of(EffectKind.EXEC_SCRIPT, entry.getKey(), command.span())
                            .withEvidence("through " + setting.file() + ":" + setting.line()));
                }
            }
        }
    }

    /** Tells whether a setting has a subcommand run a program; with {@code *} for the subcommand, whether any does. */
    static boolean runs(String key, String value, String subcommand) {
        String lower = key.toLowerCase(Locale.ROOT);
        for (SettingRule rule : RULES) {
            if (Globs.matches(rule.key().replace("*", "**"), lower)
                    && (subcommand.equals("*") || rule.concerns(subcommand))) {
                return rule.harmless().stream()
                        .noneMatch(glob -> Globs.matches(glob.replace("*", "**"), value) && plain(value));
            }
        }
        return false;
    }

    private static boolean plain(String value) {
        return value.indexOf(';') < 0
                && value.indexOf('|') < 0
                && value.indexOf('&') < 0
                && value.indexOf('`') < 0
                && value.indexOf('$') < 0
                && !value.toLowerCase(Locale.ROOT).contains("command=");
    }
}
