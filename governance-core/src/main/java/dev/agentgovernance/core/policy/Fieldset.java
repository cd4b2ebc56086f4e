/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import dev.agentgovernance.core.policy.Node.Place;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one section, read with their types. What is wrong goes to the problems, and the reading goes on with an
 * empty value, so that an author sees everything at once.
 */
final class Fieldset {

    private static final int LONGEST_TEXT = 1_000;
    private static final int LONGEST_LIST = 10_000;

    private final Node.Fields fields;
    private final Problems problems;

    private Fieldset(Node.Fields fields, Problems problems) {
        this.fields = fields;
        this.problems = problems;
    }

    /** Returns the fields of a section; none where the node is something else. */
    static Fieldset of(Section section, Node node, Problems problems) {
        if (!(node instanceof Node.Fields fields)) {
            problems.add(
                    node.place(), section.title() + " is a mapping of keys to values, and this is " + node.describe());
            return new Fieldset(new Node.Fields(node.place(), java.util.Map.of()), problems);
        }
        fields.entries().forEach((key, entry) -> {
            if (!section.keys().contains(key)) {
                problems.add(
                        entry.place(),
                        section.title() + " has no key '" + Display.of(key) + "'; " + suggestion(key, section.keys()));
            }
        });
        return new Fieldset(fields, problems);
    }

    Place place() {
        return fields.place();
    }

    boolean has(String key) {
        return fields.entries().containsKey(key);
    }

    boolean isEmpty() {
        return fields.entries().isEmpty();
    }

    /** Returns where a key stands; where it is missing, where the section begins. */
    Place placeOf(String key) {
        Node.Entry entry = fields.entries().get(key);
        return entry == null ? place() : entry.place();
    }

    @Nullable Node node(String key) {
        Node.Entry entry = fields.entries().get(key);
        return entry == null ? null : entry.value();
    }

    /** Returns the fields of a section below this one. */
    Optional<Fieldset> section(String key, Section section) {
        return Optional.ofNullable(node(key)).map(node -> of(section, node, problems));
    }

    /** Returns the sections in a list below this one. */
    List<Fieldset> sections(String key, Section section) {
        return items(key).stream().map(node -> of(section, node, problems)).toList();
    }

    /** Returns a text, or an empty one. */
    String text(String key) {
        Node node = node(key);
        return node == null ? "" : Optional.ofNullable(textOf(key, node)).orElse("");
    }

    String requiredText(String key, String advice) {
        if (!has(key)) {
            problems.add(place(), "'" + key + "' is missing; " + advice);
            return "";
        }
        String text = text(key);
        if (text.isBlank() && node(key) instanceof Node.Text) {
            problems.add(placeOf(key), "'" + key + "' is empty; " + advice);
        }
        return text;
    }

    Optional<Boolean> flag(String key) {
        Node node = node(key);
        if (node instanceof Node.Flag flag) {
            return Optional.of(flag.value());
        }
        if (node != null) {
            problems.add(node.place(), "'" + key + "' is true or false, and this is " + node.describe());
        }
        return Optional.empty();
    }

    OptionalInt integer(String key, int least, int most) {
        Node node = node(key);
        if (node == null) {
            return OptionalInt.empty();
        }
        if (node instanceof Node.Numeral numeral) {
            // A BigDecimal of 1e999999999 is small as long as nobody writes it out.
            try {
                BigDecimal value = numeral.value().length() > 20 ? null : new BigDecimal(numeral.value());
                if (value != null
                        && value.compareTo(BigDecimal.valueOf(least)) >= 0
                        && value.compareTo(BigDecimal.valueOf(most)) <= 0
                        && value.stripTrailingZeros().scale() <= 0) {
                    return OptionalInt.of(value.intValueExact());
                }
            } catch (NumberFormatException e) {
                problems.add(node.place(), "'" + key + "' is no plain number; write digits only");
                return OptionalInt.empty();
            }
        }
        problems.add(
                node.place(),
                "'" + key + "' is a whole number from " + least + " to " + most + ", and this is "
                        + (node instanceof Node.Numeral n ? Display.of(n.value()) : node.describe()));
        return OptionalInt.empty();
    }

    /** Returns a list of texts without empty ones and repetitions. */
    List<String> texts(String key) {
        Set<String> texts = new LinkedHashSet<>();
        for (Node item : items(key)) {
            String text = textOf(key, item);
            if (text == null) {
                continue;
            }
            if (text.isBlank()) {
                problems.add(item.place(), "an entry of '" + key + "' is empty and would never match; remove it");
            } else if (!texts.add(text)) {
                problems.add(item.place(), "'" + Display.of(text) + "' stands in '" + key + "' twice; keep one");
            }
        }
        return List.copyOf(texts);
    }

    /** Returns a list of texts that may not be empty where it is given. */
    List<String> globs(String key) {
        List<String> globs = texts(key);
        refuseEmpty(key);
        return globs;
    }

    void refuseEmpty(String key) {
        if (node(key) instanceof Node.Items items && items.items().isEmpty()) {
            problems.add(
                    items.place(),
                    "'" + key + "' is an empty list and would match nothing; leave the key out or fill it");
        }
    }

    <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
        Node node = node(key);
        return node == null ? Optional.empty() : Optional.ofNullable(choice(key, node, type));
    }

    <E extends Enum<E>> List<E> choices(String key, Class<E> type) {
        List<E> chosen = new ArrayList<>();
        for (Node item : items(key)) {
            E value = choice(key, item, type);
            if (value != null) {
                chosen.add(value);
            }
        }
        refuseEmpty(key);
        return chosen;
    }

    /** Returns a list of texts that a function knows, each with what the function makes of it. */
    <T> List<T> known(String key, Function<String, @Nullable T> lookup, String what, Collection<String> all) {
        List<T> values = new ArrayList<>();
        for (Node item : items(key)) {
            String text = textOf(key, item);
            if (text == null) {
                continue;
            }
            T value = lookup.apply(text);
            if (value == null) {
                problems.add(
                        item.place(), "there is no " + what + " '" + Display.of(text) + "'; " + suggestion(text, all));
            } else {
                values.add(value);
            }
        }
        return values;
    }

    List<Node> items(String key) {
        Node node = node(key);
        if (node == null) {
            return List.of();
        }
        if (node instanceof Node.Items list) {
            if (list.items().size() > LONGEST_LIST) {
                problems.add(node.place(), "'" + key + "' has more than " + LONGEST_LIST + " entries; use globs");
                return List.of();
            }
            return list.items();
        }
        problems.add(
                node.place(), "'" + key + "' is a list, and this is " + node.describe() + "; write [...] around it");
        return List.of();
    }

    private @Nullable String textOf(String key, Node node) {
        if (!(node instanceof Node.Text text)) {
            String advice = node instanceof Node.Numeral || node instanceof Node.Flag || node instanceof Node.Nothing
                    ? "; put it in quotes if it is meant as text"
                    : "";
            problems.add(node.place(), "'" + key + "' takes text, and this is " + node.describe() + advice);
            return null;
        }
        if (text.value().length() > LONGEST_TEXT) {
            problems.add(node.place(), "'" + key + "' is longer than " + LONGEST_TEXT + " characters; shorten it");
            return null;
        }
        return text.value();
    }

    <E extends Enum<E>> @Nullable E choice(String key, Node node, Class<E> type) {
        String text = textOf(key, node);
        if (text == null) {
            return null;
        }
        List<String> names = names(type);
        int index = names.indexOf(text);
        if (index < 0) {
            problems.add(
                    node.place(), "'" + key + "' cannot be '" + Display.of(text) + "'; " + suggestion(text, names));
            return null;
        }
        return type.getEnumConstants()[index];
    }

    /** Returns the names of an enumeration as policies write them: {@code approve-by-two}. */
    static <E extends Enum<E>> List<String> names(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Fieldset::name).toList();
    }

    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns advice on what was meant: the nearest name, or where there are few, all of them. */
    static String suggestion(String given, Collection<String> names) {
        String near = nearest(given, names);
        if (near != null) {
            return "did you mean '" + near + "'?";
        }
        return names.size() <= 20
                ? "it is one of " + new TreeSet<>(names).stream().collect(Collectors.joining(", "))
                : "see the list in POLICY.md";
    }

    private static @Nullable String nearest(String given, Collection<String> names) {
        String best = null;
        int bestDistance = Math.min(3, Math.max(1, (given.length() + 1) / 3)) + 1;
        if (given.length() > 64) {
            return null;
        }
        for (String name : new TreeSet<>(names)) {
            int distance = distance(given.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (distance < bestDistance) {
                best = name;
                bestDistance = distance;
            }
        }
        return best;
    }

    /** Edit distance of Levenshtein. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
