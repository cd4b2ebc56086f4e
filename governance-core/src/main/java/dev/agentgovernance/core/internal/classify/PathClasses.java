/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Reach;
import dev.agentgovernance.api.effect.Reversibility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The classes of paths that need care, as a table that ships with the library. Immutable. */
final class PathClasses {

    /**
     * A class of paths.
     *
     * @param write what changing such a path means; null where it means no more than elsewhere
     * @param secret whether such files hold secrets
     * @param guarded whether the folders above count too
     * @param reach how far a change reaches; null for what its kind has
     * @param delete what it takes to undo a delete; null for what it takes elsewhere
     * @param globs the paths; one that starts with {@code ~} or {@code /} is whole, others match at any depth
     * @param probes well-known paths of the class, against which a pattern in a command is held
     */
    record PathClass(
            String name,
            @Nullable EffectKind write,
            boolean secret,
            boolean guarded,
            @Nullable Reach reach,
            @Nullable Reversibility delete,
            List<String> globs,
            List<String> probes,
            List<String> positive,
            List<String> negative) {

        // Each stands once in the table, and is looked up for every path.
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    /** A glob in lower case, and a text that every path it matches holds. */
    private record Glob(PathClass owner, String pattern, String held) {
        static Glob of(PathClass owner, String pattern) {
            return new Glob(owner, pattern, longestText(pattern));
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return pattern.hashCode();
        }

        boolean mayMatch(String text, String homeText) {
            return text.contains(held) || homeText.contains(held);
        }

        private static String longestText(String pattern) {
            String best = "";
            int from = 0;
            for (int i = 0; i <= pattern.length(); i++) {
                if (i == pattern.length() || "*?[]~/".indexOf(pattern.charAt(i)) >= 0) {
                    best = i - from > best.length() ? pattern.substring(from, i) : best;
                    from = i + 1;
                }
            }
            return best;
        }
    }

    /** Globs by the longest plain segment they have: a path without it cannot match. */
    private static final class Filed {
        private final Map<String, List<Glob>> bySegment = new HashMap<>();
        private final List<Glob> others = new ArrayList<>();

        void add(Glob glob) {
            String best = "";
            for (String segment : split(glob.pattern())) {
                if (!PathText.isPattern(segment) && !segment.equals("~") && segment.length() > best.length()) {
                    best = segment;
                }
            }
            if (best.isEmpty()) {
                others.add(glob);
            } else {
                bySegment.computeIfAbsent(best, b -> new ArrayList<>()).add(glob);
            }
        }
    }

    static final PathClasses SHIPPED = load();

    private final List<PathClass> classes;
    private final Filed filed = new Filed();
    private final Filed above = new Filed();

    private PathClasses(List<PathClass> classes) {
        this.classes = List.copyOf(classes);
        for (PathClass one : classes) {
            for (String glob : one.globs()) {
                Glob compiled = Glob.of(one, glob.toLowerCase(Locale.ROOT));
                filed.add(compiled);
                if (one.guarded()) {
                    foldersAbove(compiled);
                }
            }
        }
    }

    private static List<String> split(String path) {
        List<String> segments = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= path.length(); i++) {
            if (i == path.length() || path.charAt(i) == '/') {
                if (i > from) {
                    segments.add(path.substring(from, i));
                }
                from = i + 1;
            }
        }
        return segments;
    }

    List<PathClass> all() {
        return classes;
    }

    /**
     * Returns the classes of a path, in the order of the table.
     *
     * @param home the same path as one below the home folder, or null
     * @param withFoldersAbove whether a folder above a guarded path counts
     */
    List<PathClass> of(PathText path, @Nullable PathText home, boolean withFoldersAbove) {
        String text = path.folded();
        String homeText = home == null ? "" : home.folded();
        Set<PathClass> found = new LinkedHashSet<>();
        matching(filed.others, text, homeText, found);
        if (withFoldersAbove) {
            matching(above.others, text, homeText, found);
        }
        for (String segment : path.segments()) {
            String name = segment.toLowerCase(Locale.ROOT);
            matching(filed.bySegment.getOrDefault(name, List.of()), text, homeText, found);
            if (withFoldersAbove) {
                matching(above.bySegment.getOrDefault(name, List.of()), text, homeText, found);
            }
        }
        if (found.size() < 2) {
            return List.copyOf(found);
        }
        return classes.stream().filter(found::contains).toList();
    }

    private static void matching(List<Glob> globs, String text, String homeText, Set<PathClass> into) {
        for (Glob glob : globs) {
            if (glob.mayMatch(text, homeText) && matches(glob.pattern(), text, homeText)) {
                into.add(glob.owner());
            }
        }
    }

    private static boolean matches(String pattern, String text, String homeText) {
        // A folder whose whole content is meant is meant itself.
        String folder = pattern.endsWith("/**") ? pattern.substring(0, pattern.length() - 3) : "";
        if (pattern.startsWith("~")) {
            return !homeText.isEmpty()
                    && (Globs.matches(pattern, homeText) || (!folder.isEmpty() && Globs.matches(folder, homeText)));
        }
        if (pattern.startsWith("/")) {
            return Globs.matches(pattern, text) || (!folder.isEmpty() && Globs.matches(folder, text));
        }
        return Globs.matches("**/" + pattern, text) || (!folder.isEmpty() && Globs.matches("**/" + folder, text));
    }

    private void foldersAbove(Glob glob) {
        String pattern = glob.pattern();
        for (int slash = pattern.indexOf('/', 1); slash > 0; slash = pattern.indexOf('/', slash + 1)) {
            String folder = pattern.substring(0, slash);
            boolean broad = folder.equals("~") || folder.equals("**") || folder.lastIndexOf('/') == 0;
            if (!broad) {
                above.add(Glob.of(glob.owner(), folder));
            }
        }
    }

    /** Returns the classes of which a pattern in a command may match well-known paths. */
    List<PathClass> ofPattern(PathText pattern, @Nullable PathText home) {
        List<PathClass> found = new ArrayList<>();
        for (PathClass one : classes) {
            for (String probe : one.probes()) {
                boolean anchored = probe.startsWith("~/");
                if (anchored && home == null) {
                    continue;
                }
                List<String> wanted = split(anchored ? probe.substring(2) : probe);
                boolean whole = anchored || probe.startsWith("/");
                List<String> tried = anchored && home != null ? home.segments() : pattern.segments();
                if ((!whole || tried.size() == wanted.size()) && tailMatches(tried, wanted)) {
                    found.add(one);
                    break;
                }
            }
        }
        return found;
    }

    private static boolean tailMatches(List<String> tried, List<String> wanted) {
        int offset = tried.size() - wanted.size();
        if (offset < 0) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!segmentMatches(tried.get(offset + i), wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean segmentMatches(String pattern, String name) {
        StringBuilder simple = new StringBuilder();
        boolean specific = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            int close = c == '[' ? pattern.indexOf(']', i + 2) : -1;
            if (close > 0) {
                simple.append('?');
                specific = true;
                i = close;
            } else {
                simple.append(c);
                specific |= c != '*' && c != '?';
            }
        }
        return specific && Globs.matches(simple.toString().toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
    }

    private static PathClasses load() {
        List<PathClass> classes = new ArrayList<>();
        for (Resource.Block block : Resource.blocks(PathClasses.class, "paths.txt")) {
            classes.add(new PathClass(
                    block.one("class"),
                    block.all("write").isEmpty()
                            ? null
                            : EffectKind.of(block.one("write")).orElseThrow(),
                    block.all("secret").contains("yes"),
                    block.all("guarded").contains("yes"),
                    block.all("reach").isEmpty() ? null : Reach.valueOf(block.one("reach")),
                    block.all("delete").isEmpty() ? null : Reversibility.valueOf(block.one("delete")),
                    block.words("glob"),
                    block.words("probe"),
                    block.all("yes"),
                    block.all("no")));
        }
        return new PathClasses(classes);
    }
}
