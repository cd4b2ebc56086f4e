/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.List;

/**
 * Scripts that are put into the manifest of a project, by a program that edits it: they run as soon as somebody runs a
 * task, or merely installs what the project needs.
 */
final class ManifestScripts {

    private static final String SCRIPTS = "scripts";

    private ManifestScripts() {}

    static void report(Invocation invocation, EffectSink sink, List<String> environments) {
        for (Word word : invocation.words()) {
            String text = word.text();
            int equals = text.indexOf('=');
            int scripts = text.indexOf(SCRIPTS);
            if (scripts >= 0 && scripts < equals && text.startsWith(SCRIPTS)) {
                sink.task(text.substring(equals + 1), word.span());
            } else if (scripts >= 0 && equals > 0) {
                quoted(word, sink);
            }
        }
    }

    /** Has each text in a filter of jq judged as if it were a command line. */
    private static void quoted(Word filter, EffectSink sink) {
        String text = filter.text();
        StringBuilder part = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                if (inside && !part.isEmpty()) {
                    sink.task(part.toString(), filter.span());
                }
                part.setLength(0);
                inside = !inside;
            } else if (inside) {
                boolean escaped = c == '\\' && i + 1 < text.length();
                part.append(escaped ? text.charAt(++i) : c);
            }
        }
    }
}
