/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import java.util.List;

/** The command lines of steps as a shell would see them. What is taken out leaves as many characters, so places stay. */
final class StepText {

    /** What only fetches and starts the program that is named behind it. */
    private static final List<String> RUNNERS = List.of(
            "npx --yes ",
            "npx -y ",
            "npx ",
            "pnpm dlx ",
            "pnpm exec ",
            "yarn dlx ",
            "bunx ",
            "uvx ",
            "poetry run ",
            "uv run ",
            "bundle exec ",
            "dotnet tool run ",
            "mise exec -- ");

    private StepText() {}

    /** Returns a text without its templates, and without what only starts another program. */
    static String plain(String text) {
        return withoutRunners(withoutTemplates(text));
    }

    private static String withoutTemplates(String text) {
        if (!text.contains("${{") && !text.contains("$[[") && !text.contains("<<") && !text.contains("$(")) {
            return text;
        }
        // A template is put in before a shell sees the text: it stands for one word that is not known. Same length, so
        // that
        // places stay what they are.
        StringBuilder plain = new StringBuilder(text);
        for (String[] ends : new String[][] {{"${{", "}}"}, {"$[[", "]]"}, {"<<", ">>"}}) {
            int from = plain.indexOf(ends[0]);
            while (from >= 0) {
                int end = plain.indexOf(ends[1], from);
                int newline = plain.indexOf("\n", from);
                if (end < 0 || (newline >= 0 && newline < end)) {
                    from = plain.indexOf(ends[0], from + 2);
                    continue;
                }
                int length = end + 2 - from;
                plain.replace(from, end + 2, "$" + "T".repeat(length - 1));
                from = plain.indexOf(ends[0], from + 1);
            }
        }
        return plain.toString();
    }

    /** Blanks those out that only start another program, so that its own name stands first. Places stay what they are. */
    private static String withoutRunners(String text) {
        StringBuilder plain = new StringBuilder(text);
        for (String runner : RUNNERS) {
            for (int at = plain.indexOf(runner); at >= 0; at = plain.indexOf(runner, at + 1)) {
                char before = at == 0 ? '\n' : plain.charAt(at - 1);
                char after = at + runner.length() < plain.length() ? plain.charAt(at + runner.length()) : ' ';
                if ((Character.isWhitespace(before) || before == ';' || before == '&') && Character.isLetter(after)) {
                    plain.replace(at, at + runner.length(), " ".repeat(runner.length()));
                }
            }
        }
        return plain.toString();
    }

    /** Returns how many lines end in front of a place. */
    static int newlines(String text, int end) {
        int count = 0;
        for (int i = 0; i < Math.min(end, text.length()); i++) {
            count += text.charAt(i) == '\n' ? 1 : 0;
        }
        return count;
    }
}
