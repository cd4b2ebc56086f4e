/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import dev.agentgovernance.core.policy.Node.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;

/**
 * Reads one YAML or JSON document into a tree that knows where everything stands.
 *
 * <p>Takes the plain subset that says the same thing to every reader: one document, each key once, no anchors, aliases and
 * tags. Throws {@link InvalidPolicyException} and nothing else.
 */
final class DocumentReader {

    /** More than any policy needs, and little enough to read in a moment. */
    static final int MAX_CHARS = 1 << 20;

    static final int MAX_DEPTH = 16;

    private static final YAMLFactory YAML = new YAMLFactory();
    private static final JsonFactory JSON = new JsonFactory();

    private final Problems problems;
    private final JsonParser parser;

    private DocumentReader(JsonParser parser, Problems problems) {
        this.parser = parser;
        this.problems = problems;
    }

    /** Reads a document; as JSON where the name of its source says so, otherwise as YAML. */
    static Node read(String text, String source, Problems problems) {
        if (text.length() > MAX_CHARS) {
            throw problems.fatal(
                    Place.START,
                    "the document is larger than " + MAX_CHARS + " characters; split it or leave out what it repeats");
        }
        boolean json = source.endsWith(".json");
        if (!json) {
            PlainYaml.check(text, problems);
        }
        try (JsonParser parser = json
                ? JSON.createParser(ObjectReadContext.empty(), text)
                : YAML.createParser(ObjectReadContext.empty(), text)) {
            return new DocumentReader(parser, problems).document();
        } catch (JacksonException e) {
            throw problems.fatal(place(e.getLocation()), "not valid " + (json ? "JSON" : "YAML") + ": " + summary(e));
        }
    }

    private Node document() {
        if (parser.nextToken() == null) {
            throw problems.fatal(Place.START, "the document is empty; begin with 'version: 1'");
        }
        Node root = value(0);
        if (parser.nextToken() != null) {
            throw problems.fatal(place(), "a second document begins here; a policy is one document");
        }
        return root;
    }

    private Node value(int depth) {
        Place place = place();
        JsonToken token = parser.currentToken();
        if (depth > MAX_DEPTH) {
            throw problems.fatal(
                    place, "nested deeper than " + MAX_DEPTH + " levels; no part of a policy is that deep");
        }
        return switch (token) {
            case START_OBJECT -> fields(place, depth);
            case START_ARRAY -> items(place, depth);
            case VALUE_STRING -> new Node.Text(place, parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Node.Numeral(place, parser.getString());
            case VALUE_TRUE -> new Node.Flag(place, true);
            case VALUE_FALSE -> new Node.Flag(place, false);
            case VALUE_NULL -> new Node.Nothing(place);
            default ->
                throw problems.fatal(place, "this cannot stand in a policy; write text, a number, true or false");
        };
    }

    private Node fields(Place place, int depth) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        for (JsonToken token = parser.nextToken(); token == JsonToken.PROPERTY_NAME; token = parser.nextToken()) {
            Place keyPlace = place();
            String key = parser.currentName();
            parser.nextToken();
            Node value = value(depth + 1);
            Node.Entry earlier = entries.putIfAbsent(key, new Node.Entry(keyPlace, value));
            if (earlier != null) {
                problems.add(
                        keyPlace,
                        "the key '" + Display.of(key) + "' stands here for the second time, first in line "
                                + earlier.place().line() + "; keep one");
            }
        }
        return new Node.Fields(place, entries);
    }

    private Node items(Place place, int depth) {
        List<Node> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(depth + 1));
        }
        return new Node.Items(place, items);
    }

    private Place place() {
        return place(parser.currentTokenLocation());
    }

    private static Place place(TokenStreamLocation location) {
        return location == null
                ? Place.START
                : new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }

    private static String summary(JacksonException e) {
        String message = Optional.ofNullable(e.getOriginalMessage()).orElse("it cannot be read");
        int end = message.indexOf('\n');
        return Display.of(end < 0 ? message : message.substring(0, end));
    }
}
