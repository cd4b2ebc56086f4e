/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.core.internal.classify.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a command of PowerShell is in words of the Bourne family, from a table among the resources. */
record Cmdlet(
        List<String> names,
        String as,
        Map<String, String> switches,
        Set<String> values,
        Map<String, String> renamed,
        Set<String> skipped,
        List<String> examples) {

    /** What it is in the table where nothing does the same. */
    private static final String UNKNOWN = "?";
    /** The same for those that can be asked what they would do. */
    private static final String UNKNOWN_BUT_REHEARSES = "!";

    /** What changes something, and can be asked what that would be. */
    private static final Set<String> REHEARSE = Set.of(
            "rm", "touch", "truncate -s 0", "cp", "mv", "mkdir", "kill", "systemctl restart", UNKNOWN_BUT_REHEARSES);

    private static final List<Cmdlet> ALL = load();
    private static final Map<String, Cmdlet> BY_NAME = byName();

    static List<Cmdlet> all() {
        return ALL;
    }

    /** Returns the one of a name in small letters, or of an alias; null where the table has none. */
    static @Nullable Cmdlet named(String name) {
        return BY_NAME.get(name);
    }

    boolean isUnderstood() {
        return !as.equals(UNKNOWN) && !as.equals(UNKNOWN_BUT_REHEARSES);
    }

    /** Tells whether it only says what it would do if it is asked to. */
    boolean rehearses() {
        return REHEARSE.contains(as);
    }

    private static Map<String, Cmdlet> byName() {
        Map<String, Cmdlet> all = new HashMap<>();
        for (Cmdlet cmdlet : ALL) {
            cmdlet.names().forEach(name -> all.put(name.toLowerCase(Locale.ROOT), cmdlet));
        }
        return Map.copyOf(all);
    }

    private static List<Cmdlet> load() {
        List<Cmdlet> all = new ArrayList<>();
        for (Resource.Block block : Resource.blocks(Cmdlet.class, "powershell.txt")) {
            all.add(new Cmdlet(
                    block.words("cmdlet"),
                    block.one("as"),
                    pairs(block.all("switch")),
                    lower(block.words("value")),
                    pairs(block.all("renamed")),
                    lower(block.words("skip")),
                    block.all("yes")));
        }
        return List.copyOf(all);
    }

    private static Set<String> lower(List<String> names) {
        return Set.copyOf(
                names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList());
    }

    private static Map<String, String> pairs(List<String> lines) {
        Map<String, String> pairs = new HashMap<>();
        for (String line : lines) {
            int blank = line.indexOf(' ');
            String name = blank < 0 ? line : line.substring(0, blank);
            pairs.put(name.toLowerCase(Locale.ROOT), blank < 0 ? "" : line.substring(blank + 1));
        }
        return Map.copyOf(pairs);
    }
}
