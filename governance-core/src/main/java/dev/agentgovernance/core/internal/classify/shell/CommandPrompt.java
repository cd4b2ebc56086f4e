/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a command line of the Windows command prompt as one of the Bourne family that does the same, for a handful of its
 * own commands and for programs. What else it can do (loops, conditions, delayed variables) is not understood.
 */
final class CommandPrompt {

    private static final Map<String, String> OWN = Map.ofEntries(
            Map.entry("dir", "ls"),
            Map.entry("type", "cat"),
            Map.entry("more", "cat"),
            Map.entry("echo", "echo"),
            Map.entry("del", "rm"),
            Map.entry("erase", "rm"),
            Map.entry("rd", "rm"),
            Map.entry("rmdir", "rm"),
            Map.entry("copy", "cp"),
            Map.entry("xcopy", "cp"),
            Map.entry("move", "mv"),
            Map.entry("ren", "mv"),
            Map.entry("rename", "mv"),
            Map.entry("md", "mkdir"),
            Map.entry("mkdir", "mkdir"),
            Map.entry("cd", "cd"),
            Map.entry("chdir", "cd"),
            Map.entry("where", "which"),
            Map.entry("findstr", "grep"),
            Map.entry("cls", "true"),
            Map.entry("ver", "true"),
            Map.entry("vol", "true"),
            Map.entry("hostname", "true"),
            Map.entry("whoami", "true"),
            Map.entry("rem", "true"));

    private static final Set<String> NOT_UNDERSTOOD = Set.of(
            "for",
            "if",
            "call",
            "start",
            "set",
            "setx",
            "goto",
            "assoc",
            "ftype",
            "doskey",
            "mklink",
            "prompt",
            "path",
            "exit",
            "setlocal",
            "color",
            "subst",
            "forfiles",
            "powershell",
            "pwsh");

    private CommandPrompt() {}

    /** Returns the command line for a shell of the Bourne family, or null where it is not understood. */
    static @Nullable String translate(String commandLine) {
        StringBuilder out = new StringBuilder();
        List<String> words = new ArrayList<>();
        List<Boolean> known = new ArrayList<>();
        int at = 0;
        while (at <= commandLine.length()) {
            char c = at < commandLine.length() ? commandLine.charAt(at) : '\n';
            if (c == ' ' || c == '\t' || c == '\r') {
                at++;
                continue;
            }
            if (c == '&' || c == '|' || c == '\n') {
                String command = command(words, known);
                if (command == null) {
                    return null;
                }
                boolean twice = at + 1 < commandLine.length() && commandLine.charAt(at + 1) == c && c != '\n';
                out.append(command).append(c == '\n' ? "\n" : twice ? " " + c + c + " " : c == '&' ? " ; " : " | ");
                words.clear();
                known.clear();
                at += twice ? 2 : 1;
                continue;
            }
            if ("()<>@".indexOf(c) >= 0) {
                return null;
            }
            StringBuilder word = new StringBuilder();
            boolean[] all = {true};
            at = word(commandLine, at, word, all);
            if (at < 0) {
                return null;
            }
            words.add(word.toString());
            known.add(all[0]);
        }
        return out.toString().strip();
    }

    private static int word(String line, int from, StringBuilder into, boolean[] known) {
        boolean quoted = false;
        int at = from;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '^' && !quoted && at + 1 < line.length()) {
                into.append(line.charAt(++at));
            } else if (c == '%' || c == '!') {
                known[0] = false;
            } else if (!quoted && " \t\r\n&|".indexOf(c) >= 0) {
                return at;
            } else if (!quoted && "()<>".indexOf(c) >= 0) {
                return -1;
            } else {
                into.append(c);
            }
            at++;
        }
        return quoted ? -1 : at;
    }

    private static @Nullable String command(List<String> words, List<Boolean> known) {
        if (words.isEmpty()) {
            return "true";
        }
        String name = words.get(0).toLowerCase(Locale.ROOT);
        name = name.endsWith(".exe") ? name.substring(0, name.length() - 4) : name;
        if (!known.get(0) || NOT_UNDERSTOOD.contains(name)) {
            return null;
        }
        if (name.equals("cmd")) {
            String inner = known.contains(false) ? null : afterC(words);
            String translated = inner == null ? null : translate(inner);
            return translated == null ? null : "{ " + translated + "; }";
        }
        String own = OWN.get(name);
        StringBuilder out = new StringBuilder(own == null ? PowerShell.quoted(words.get(0)) : own);
        for (int i = 1; i < words.size() && !out.toString().equals("true"); i++) {
            String word = words.get(i);
            boolean option =
                    own != null && known.get(i) && word.startsWith("/") && word.length() > 1 && word.length() < 4;
            if (option) {
                // Without a question, the files of a folder go that has the name.
                boolean deep = word.equalsIgnoreCase("/s") || word.equalsIgnoreCase("/q");
                out.append("rm".equals(own) && deep ? " -r" : "");
            } else {
                out.append(' ').append(known.get(i) ? PowerShell.quoted(word) : PowerShell.UNKNOWN_WORD);
            }
        }
        return out.toString();
    }

    /** Returns what stands behind {@code /c} or {@code /k}; null where neither is there. */
    static @Nullable String afterC(List<String> words) {
        for (int i = 1; i < words.size(); i++) {
            if (words.get(i).equalsIgnoreCase("/c") || words.get(i).equalsIgnoreCase("/k")) {
                return String.join(" ", words.subList(i + 1, words.size()));
            }
        }
        return null;
    }
}
