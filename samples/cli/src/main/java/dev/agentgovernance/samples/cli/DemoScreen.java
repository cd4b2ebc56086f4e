/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.audit.Verification;
import dev.agentgovernance.core.hook.ClaudeCodeHooks;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.samples.cli.Terminal.Style;
import dev.agentgovernance.secrets.SecretScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows a session, at most 100 columns wide. For one thread. */
final class DemoScreen {

    private static final int WIDTH = 100;
    private static final String INDENT = " ".repeat(14);

    private final Terminal terminal;
    private int number;
    private int allowed;
    private int asked;
    private int denied;
    private int redacted;

    DemoScreen(Terminal terminal) {
        this.terminal = terminal;
    }

    void title(DemoSession session, TrustLevel level, Policy policy) {
        line("");
        line(" " + terminal.styled(Style.BOLD, "A coding agent at work, governed"));
        line(" "
                + terminal.styled(
                        Style.FAINT,
                        DemoSession.REPOSITORY + " · branch " + DemoSession.BRANCH + " · trust " + lower(level.name())
                                + " · policy " + policy.digest().substring(0, 8) + " · "
                                + session.steps().size()
                                + " steps, none is run"));
        line("");
    }

    void step(DemoSession.Step step, ClaudeCodeHooks hooks, SecretScanner scanner) {
        Map<String, @Nullable Object> message = Json.object(step.before());
        Map<String, @Nullable Object> answer = specific(hooks.answer(step.before()));
        String verdict = String.valueOf(answer.get("permissionDecision"));
        number++;
        line(String.format(Locale.ROOT, " %2d  ", number) + badge(verdict) + " "
                + terminal.styled(Style.BOLD, step.does()));
        String call = Redactor.of(scanner).redact(callOf(message));
        wrapped(call, Style.CYAN);
        if (!"allow".equals(verdict)) {
            String folder = message.get("cwd") + "/";
            reasons(String.valueOf(answer.get("permissionDecisionReason")).replace(folder, ""));
        }
        if (answer.get("updatedInput") instanceof Map<?, ?> && !step.prints().isEmpty()) {
            redacted++;
            wrapped("It fails, and what it printed went through the filter. The model sees:", Style.FAINT);
            wrapped(Redactor.of(scanner).redact(step.prints()), Style.MAGENTA);
        }
        if (!step.after().isEmpty() && "allow".equals(verdict)) {
            after(specific(hooks.answer(step.after())));
        }
        line("");
    }

    private void after(Map<String, @Nullable Object> answer) {
        Object output = answer.get("updatedToolOutput");
        if (output != null) {
            redacted++;
            wrapped("There is a secret in what it returned. The model sees:", Style.FAINT);
            for (String text : texts(output)) {
                text.lines().forEach(line -> wrapped(line, Style.MAGENTA));
            }
        }
    }

    void summary(Verification record, int secretsOnRecord) {
        line(" " + "─".repeat(WIDTH - 2));
        line(" " + terminal.styled(Style.GREEN, allowed + " allowed") + "   "
                + terminal.styled(Style.YELLOW, asked + " wait for a human") + "   "
                + terminal.styled(Style.RED, denied + " denied") + "   "
                + terminal.styled(Style.MAGENTA, redacted + " results redacted"));
        line("");
        line(" On record: " + record.records() + " decisions, "
                + (record.ok() ? "each chained to the one before, none changed" : "the chain is broken") + "; "
                + (secretsOnRecord == 0 ? "no secret among them." : "A SECRET IS AMONG THEM."));
        line("");
        line(" Next, put it in front of Claude Code:");
        line("   " + terminal.styled(Style.BOLD, "governance serve") + "                                   (stays)");
        line("   " + terminal.styled(Style.BOLD, "governance claude-code settings > governed.json"));
        line("   " + terminal.styled(Style.BOLD, "claude --settings governed.json"));
        line("");
    }

    private String badge(String verdict) {
        switch (verdict) {
            case "allow" -> {
                allowed++;
                return terminal.styled(Style.GREEN, "✓ allow ");
            }
            case "ask" -> {
                asked++;
                return terminal.styled(Style.YELLOW, "? ask   ");
            }
            default -> {
                denied++;
                return terminal.styled(Style.RED, "✗ deny  ");
            }
        }
    }

    private void reasons(String text) {
        // The first line says only what the badge says; the rest is one reason a line, with its rule in brackets.
        List<String> reasons = text.lines().skip(1).toList();
        if (reasons.isEmpty()) {
            return;
        }
        String first = reasons.get(0);
        int bracket = first.lastIndexOf(" [");
        wrapped(bracket < 0 ? first : first.substring(0, bracket), null);
        String rules = reasons.stream()
                .filter(reason -> reason.endsWith("]"))
                .map(reason -> reason.substring(reason.lastIndexOf(" [") + 2, reason.length() - 1))
                .distinct()
                .collect(Collectors.joining(", "));
        line(INDENT + terminal.styled(Style.FAINT, "by " + rules));
    }

    private void wrapped(String text, @Nullable Style style) {
        for (String row : TextRows.of(text, WIDTH - INDENT.length())) {
            line(INDENT + (style == null ? row : terminal.styled(style, row)));
        }
    }

    private void line(String text) {
        terminal.out().println(text);
    }

    private static Map<String, @Nullable Object> specific(String answer) {
        return Json.object(answer).get("hookSpecificOutput") instanceof Map<?, ?> map ? Json.copy(map) : Map.of();
    }

    /** Returns a tool call as a reader would write it down. */
    private static String callOf(Map<String, @Nullable Object> message) {
        Map<String, @Nullable Object> input =
                message.get("tool_input") instanceof Map<?, ?> map ? Json.copy(map) : Map.of();
        if (input.get("command") instanceof String command) {
            return "$ " + command;
        }
        Object named = input.get("file_path") instanceof String file ? relative(file, message) : input.get("url");
        return message.get("tool_name") + " " + (named == null ? Json.line(input) : named);
    }

    private static String relative(String file, Map<String, @Nullable Object> message) {
        String folder = message.get("cwd") + "/";
        return file.startsWith(folder) ? file.substring(folder.length()) : file;
    }

    private static List<String> texts(@Nullable Object tree) {
        List<String> texts = new ArrayList<>();
        if (tree instanceof String text && text.contains("[REDACTED:")) {
            texts.add(text);
        } else if (tree instanceof Map<?, ?> map) {
            map.values().forEach(value -> texts.addAll(texts(value)));
        } else if (tree instanceof List<?> list) {
            list.forEach(value -> texts.addAll(texts(value)));
        }
        return texts;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
