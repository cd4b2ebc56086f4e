/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import dev.agentgovernance.mcp.ToolLock.Change;
import dev.agentgovernance.mcp.ToolLock.Difference;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Says how much a definition changed. What is not known to be less than it looks counts as a wider schema.
 */
final class DefinitionDiff {

    /** What people and models read. */
    private static final Set<String> PROSE =
            Set.of("description", "title", "$comment", "examples", "default", "enumNames");
    /** What bounds a value: to add one, or to make a lesser of it, allows less. */
    private static final Set<String> MOST =
            Set.of("maxLength", "maximum", "exclusiveMaximum", "maxItems", "maxProperties");

    private static final Set<String> LEAST =
            Set.of("minLength", "minimum", "exclusiveMinimum", "minItems", "minProperties");
    private static final Set<String> BOUNDS = Set.of("pattern", "format", "enum", "const", "uniqueItems", "multipleOf");

    private Change change = Change.NONE;
    private String what = "";

    private DefinitionDiff() {}

    static Difference of(String tool, Map<String, ?> before, Map<String, ?> after) {
        if (ToolLock.hash(before).equals(ToolLock.hash(after))) {
            return new Difference(tool, Change.NONE, "");
        }
        DefinitionDiff diff = new DefinitionDiff();
        diff.definition(before, after);
        if (diff.change == Change.NONE) {
            diff.found(Change.SCHEMA_WIDER, "something differs that has no name here");
        }
        return new Difference(tool, diff.change, diff.what);
    }

    private void found(Change found, String where) {
        if (found.compareTo(change) > 0) {
            change = found;
            what = where;
        }
    }

    private void definition(Map<String, ?> before, Map<String, ?> after) {
        for (String key : keys(before, after)) {
            Object old = before.get(key);
            Object now = after.get(key);
            if (Objects.equals(old, now)) {
                continue;
            }
            switch (key) {
                case "annotations" -> annotations(old, now);
                case "inputSchema", "outputSchema" -> schema(old, now, key);
                case "icons" -> found(Change.COSMETIC, key);
                case "description", "title" -> text(old, now, key);
                default -> found(Change.SCHEMA_WIDER, key);
            }
        }
    }

    private void annotations(@Nullable Object before, @Nullable Object after) {
        Map<?, ?> old = before instanceof Map<?, ?> map ? map : Map.of();
        Map<?, ?> now = after instanceof Map<?, ?> map ? map : Map.of();
        text(old.get("title"), now.get("title"), "annotations.title");
        raised(flag(old, "readOnlyHint", false) && !flag(now, "readOnlyHint", false), "readOnlyHint");
        raised(!flag(old, "destructiveHint", true) && flag(now, "destructiveHint", true), "destructiveHint");
        raised(flag(old, "idempotentHint", false) && !flag(now, "idempotentHint", false), "idempotentHint");
        raised(!flag(old, "openWorldHint", true) && flag(now, "openWorldHint", true), "openWorldHint");
        // To say that a tool does less than before is a claim that somebody should read.
        found(Change.TEXT, "annotations");
    }

    private void raised(boolean isRaised, String hint) {
        if (isRaised) {
            found(Change.EFFECT_RAISED, "annotations." + hint);
        }
    }

    private static boolean flag(Map<?, ?> annotations, String key, boolean otherwise) {
        return annotations.get(key) instanceof Boolean flag ? flag : otherwise;
    }

    private void text(@Nullable Object before, @Nullable Object after, String where) {
        if (Objects.equals(before, after)) {
            return;
        }
        boolean same = before instanceof String a && after instanceof String b && blanksOnly(a, b);
        found(same ? Change.COSMETIC : Change.TEXT, where);
    }

    private static boolean blanksOnly(String a, String b) {
        return squeezed(a).equals(squeezed(b));
    }

    private static String squeezed(String text) {
        StringBuilder squeezed = new StringBuilder();
        boolean blank = false;
        for (char c : text.strip().toCharArray()) {
            boolean isBlank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
            if (!isBlank || !blank) {
                squeezed.append(isBlank ? ' ' : c);
            }
            blank = isBlank;
        }
        return squeezed.toString();
    }

    private void schema(@Nullable Object before, @Nullable Object after, String where) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (!(before instanceof Map<?, ?> old) || !(after instanceof Map<?, ?> now)) {
            found(Change.SCHEMA_WIDER, where);
            return;
        }
        for (String key : keys(old, now)) {
            Object a = old.get(key);
            Object b = now.get(key);
            String place = where + "." + key;
            if (Objects.equals(a, b)) {
                continue;
            }
            if (PROSE.contains(key)) {
                text(a, b, place);
            } else if (key.equals("properties") || key.equals("$defs") || key.equals("definitions")) {
                properties(a, b, place);
            } else if (key.equals("items")) {
                schema(a, b, place);
            } else if (key.equals("required")) {
                required(a, b, place);
            } else {
                found(isNarrower(key, a, b) ? Change.COSMETIC : Change.SCHEMA_WIDER, place);
            }
        }
    }

    private void properties(@Nullable Object before, @Nullable Object after, String where) {
        Map<?, ?> old = before instanceof Map<?, ?> map ? map : Map.of();
        Map<?, ?> now = after instanceof Map<?, ?> map ? map : Map.of();
        for (String name : keys(old, now)) {
            if (!now.containsKey(name)) {
                // Without its schema a name takes anything, unless the object is closed.
                found(Change.SCHEMA_WIDER, where + "." + name);
            } else if (!old.containsKey(name)) {
                found(Change.SCHEMA_WIDER, where + "." + name);
            } else {
                schema(old.get(name), now.get(name), where + "." + name);
            }
        }
    }

    private void required(@Nullable Object before, @Nullable Object after, String where) {
        Set<Object> old = set(before);
        Set<Object> now = set(after);
        found(now.containsAll(old) ? Change.COSMETIC : Change.SCHEMA_WIDER, where);
    }

    private static boolean isNarrower(String key, @Nullable Object before, @Nullable Object after) {
        if (key.equals("additionalProperties")) {
            return Boolean.FALSE.equals(after);
        }
        if (key.equals("enum") && before != null && after != null) {
            return set(before).containsAll(set(after));
        }
        if (before == null) {
            return MOST.contains(key) || LEAST.contains(key) || BOUNDS.contains(key);
        }
        if (!(before instanceof Number a) || !(after instanceof Number b)) {
            return false;
        }
        int order = Double.compare(b.doubleValue(), a.doubleValue());
        return (MOST.contains(key) && order <= 0) || (LEAST.contains(key) && order >= 0);
    }

    private static Set<Object> set(@Nullable Object list) {
        Set<Object> set = new HashSet<>();
        if (list instanceof List<?> elements) {
            elements.forEach(element -> set.add(String.valueOf(element)));
        }
        return set;
    }

    private static Set<String> keys(Map<?, ?> a, Map<?, ?> b) {
        Set<String> keys = new TreeSet<>();
        a.keySet().forEach(key -> keys.add(String.valueOf(key)));
        b.keySet().forEach(key -> keys.add(String.valueOf(key)));
        return keys;
    }
}
