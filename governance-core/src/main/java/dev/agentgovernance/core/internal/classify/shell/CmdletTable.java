/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.core.internal.classify.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which commands PowerShell has: a table, and the law of their verbs for those that are not in it. */
final class CmdletTable {

    /**
     * A command.
     *
     * @param as the command that does the same; {@code -} where it only prints or computes, {@code ?} where it is not
     *     understood
     * @param form how it is written: plain, or one of the forms that {@link Cmdlets#write} tells apart
     * @param slots parameters that stand in this order where they are not named
     * @param same other names of the slots
     */
    record Cmdlet(
            List<String> names,
            String as,
            String form,
            Map<String, String> switches,
            List<String> slots,
            Map<String, String> same,
            Map<String, String> renamed,
            Set<String> skipped,
            List<String> examples) {}

    /** The verbs of which nothing comes but knowledge. */
    private static final Set<String> READING = Set.of(
            "get",
            "test",
            "find",
            "measure",
            "show",
            "select",
            "compare",
            "convertto",
            "convertfrom",
            "resolve",
            "search",
            "group",
            "sort",
            "where",
            "out",
            "split",
            "join");

    private static final Set<String> CHANGING = Set.of(
            "format",
            "add",
            "clear",
            "close",
            "copy",
            "enter",
            "exit",
            "hide",
            "lock",
            "move",
            "new",
            "open",
            "optimize",
            "push",
            "pop",
            "redo",
            "remove",
            "rename",
            "reset",
            "resize",
            "set",
            "skip",
            "step",
            "switch",
            "undo",
            "unlock",
            "watch",
            "connect",
            "disconnect",
            "read",
            "receive",
            "send",
            "write",
            "backup",
            "checkpoint",
            "compress",
            "convert",
            "dismount",
            "edit",
            "expand",
            "export",
            "import",
            "initialize",
            "limit",
            "merge",
            "mount",
            "publish",
            "restore",
            "save",
            "sync",
            "unpublish",
            "update",
            "debug",
            "ping",
            "repair",
            "trace",
            "approve",
            "assert",
            "build",
            "complete",
            "confirm",
            "deny",
            "deploy",
            "disable",
            "enable",
            "install",
            "invoke",
            "register",
            "request",
            "restart",
            "resume",
            "start",
            "stop",
            "submit",
            "suspend",
            "uninstall",
            "unregister",
            "wait",
            "block",
            "grant",
            "protect",
            "revoke",
            "unblock",
            "unprotect",
            "use",
            "foreach",
            "tee",
            "ise");

    private static final List<String> SECRET = List.of(
            "secret",
            "secure",
            "credential",
            "password",
            "token",
            "key",
            "clipboard",
            "certificate",
            "connectionstring",
            "laps");

    /** Beginnings of parameters with which what reads by its name does more. */
    private static final List<String> ACTING =
            List.of("install", "remove", "delete", "accept", "download", "repair", "reset", "auto");

    private static final List<Cmdlet> CMDLETS = load();
    private static final Map<String, Cmdlet> BY_NAME = byName();

    private CmdletTable() {}

    static List<Cmdlet> cmdlets() {
        return CMDLETS;
    }

    /** Tells whether a name is that of a command of PowerShell, and of no program. */
    static boolean isCmdlet(String name) {
        Cmdlet known = BY_NAME.get(name.toLowerCase(Locale.ROOT));
        return (known != null && name.indexOf('-') > 0) || isLike(name);
    }

    /** Tells whether a name is a short one of a command of PowerShell. */
    static boolean isShort(String name) {
        return BY_NAME.containsKey(name.toLowerCase(Locale.ROOT));
    }

    /** Tells whether a name is an approved verb and a noun, both with a capital. */
    static boolean isLike(String name) {
        int dash = name.indexOf('-');
        if (dash < 1
                || dash + 1 >= name.length()
                || !Character.isUpperCase(name.charAt(0))
                || !Character.isUpperCase(name.charAt(dash + 1))) {
            return false;
        }
        String verb = name.substring(0, dash).toLowerCase(Locale.ROOT);
        return (READING.contains(verb) || CHANGING.contains(verb))
                && name.chars().skip(dash + 1).allMatch(Cursor::isName);
    }

    /** Returns the command of a name in small letters; null where the table has none. */
    static @Nullable Cmdlet of(String name) {
        return BY_NAME.get(name);
    }

    /** Tells whether a command that the table does not have only reads, by its verb, its noun and its parameters. */
    static boolean reads(String name, List<@Nullable String> parameters) {
        String noun = name.substring(name.indexOf('-') + 1);
        return READING.contains(name.substring(0, name.indexOf('-')))
                && SECRET.stream().noneMatch(noun::contains)
                && parameters.stream()
                        .noneMatch(parameter -> parameter != null
                                && ACTING.stream().anyMatch(parameter.toLowerCase(Locale.ROOT)::startsWith));
    }

    /** Returns a command that only reads. */
    static Cmdlet ofReader(String name) {
        return new Cmdlet(List.of(name), "-", "reads", Map.of(), List.of(), Map.of(), Map.of(), Set.of("*"), List.of());
    }

    private static Map<String, Cmdlet> byName() {
        Map<String, Cmdlet> all = new HashMap<>();
        for (Cmdlet cmdlet : CMDLETS) {
            cmdlet.names().forEach(name -> all.put(name.toLowerCase(Locale.ROOT), cmdlet));
        }
        return Map.copyOf(all);
    }

    private static List<Cmdlet> load() {
        List<Cmdlet> all = new ArrayList<>();
        for (Resource.Block block : Resource.blocks(CmdletTable.class, "powershell.txt")) {
            all.add(new Cmdlet(
                    block.words("cmdlet"),
                    block.one("as"),
                    block.oneOr("form", "plain"),
                    pairs(block.all("switch")),
                    lower(block.words("slot")),
                    pairs(block.all("same")),
                    pairs(block.all("renamed")),
                    Set.copyOf(lower(block.words("skip"))),
                    block.all("yes")));
        }
        return List.copyOf(all);
    }

    private static List<String> lower(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    private static Map<String, String> pairs(List<String> lines) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String line : lines) {
            int blank = line.indexOf(' ');
            String name = blank < 0 ? line : line.substring(0, blank);
            String value = blank < 0 ? "" : line.substring(blank + 1);
            pairs.put(name.toLowerCase(Locale.ROOT), value);
        }
        return Map.copyOf(pairs);
    }
}
