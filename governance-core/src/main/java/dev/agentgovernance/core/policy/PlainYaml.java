/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import dev.agentgovernance.core.policy.Node.Place;
import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Refuses the parts of YAML that a reader of a policy does not see the effect of: anchors, aliases, tags, directives, a
 * second document. The token stream of Jackson 3.1 leaves out anchors of scalar values and tags of keys, so the events below
 * it are asked.
 */
final class PlainYaml {

    private PlainYaml() {}

    static void check(String text, Problems problems) {
        int half = halfCharacter(text);
        if (half >= 0) {
            throw noCharacter(text, half, text.charAt(half), problems);
        }
        try {
            boolean begun = false;
            for (Event event : new Parse(LoadSettings.builder().build()).parseString(text)) {
                if (event instanceof DocumentStartEvent start) {
                    if (begun) {
                        throw problems.fatal(
                                place(event.getStartMark()), "a second document begins here; a policy is one document");
                    }
                    begun = true;
                    if (start.getSpecVersion().isPresent() || !start.getTags().isEmpty()) {
                        throw problems.fatal(
                                place(event.getStartMark()), "a directive (%NAME) stands before this; leave it out");
                    }
                } else if (event instanceof NodeEvent node) {
                    check(node, problems);
                }
            }
        } catch (MarkedYamlEngineException e) {
            throw problems.fatal(place(e.getProblemMark()), "not valid YAML: " + Display.of(e.getProblem()));
        } catch (ReaderException e) {
            throw noCharacter(text, e.getPosition(), e.getCodePoint(), problems);
        } catch (YamlEngineException e) {
            throw problems.fatal(Place.START, "not valid YAML: " + Display.of(firstLine(e)));
        }
    }

    /**
     * Returns where half of a surrogate pair stands alone, or -1. The reader below would wait for its other half, and fails
     * where the text ends with its buffer.
     */
    private static int halfCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    private static InvalidPolicyException noCharacter(String text, int position, int character, Problems problems) {
        return problems.fatal(
                place(text, position),
                String.format(
                        Locale.ROOT, "not valid YAML: the character U+%04X cannot stand in it; remove it", character));
    }

    private static void check(NodeEvent node, Problems problems) {
        Place place = place(node.getStartMark());
        if (node instanceof AliasEvent) {
            throw problems.fatal(place, "an alias (*name) stands here; write the value out");
        }
        if (node.getAnchor().isPresent()) {
            throw problems.fatal(place, "an anchor (&name) stands here; write the value out where it is used");
        }
        boolean tagged = node instanceof ScalarEvent scalar
                ? scalar.getTag().isPresent()
                : node instanceof CollectionStartEvent collection
                        && collection.getTag().isPresent();
        if (tagged) {
            throw problems.fatal(place, "a tag (!name) stands here; write a plain value");
        }
    }

    private static Place place(Optional<Mark> mark) {
        return mark.map(m -> new Place(m.getLine() + 1, m.getColumn() + 1)).orElse(Place.START);
    }

    private static Place place(String text, int position) {
        int end = Math.max(0, Math.min(position, text.length()));
        int lineStart = text.lastIndexOf('\n', end - 1) + 1;
        return new Place(
                1 + (int) text.chars().limit(end).filter(c -> c == '\n').count(), end - lineStart + 1);
    }

    private static String firstLine(RuntimeException e) {
        String message = Optional.ofNullable(e.getMessage()).orElse("it cannot be read");
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
