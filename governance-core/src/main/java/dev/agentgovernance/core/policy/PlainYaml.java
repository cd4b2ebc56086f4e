/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import dev.agentgovernance.core.policy.Node.Place;
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
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Refuses the parts of YAML that a reader of a policy does not see the effect of: anchors, aliases, tags, directives, a
 * second document. The token stream of Jackson 3.1 leaves out anchors of scalar values and tags of keys, so the events below
 * it are asked.
 */
final class PlainYaml {

    private PlainYaml() {}

    static void check(String text, Problems problems) {
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
        } catch (YamlEngineException e) {
            throw problems.fatal(Place.START, "not valid YAML: " + Display.of(firstLine(e)));
        }
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

    private static String firstLine(RuntimeException e) {
        String message = Optional.ofNullable(e.getMessage()).orElse("it cannot be read");
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
