/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import java.util.List;
import java.util.Map;

/** A part of a document, with the place where it stands. */
sealed interface Node {

    /** Returns where it begins. */
    Place place();

    /** Returns what it is, as an author would call it. */
    String describe();

    /** A place in a document; lines and columns count from 1. */
    record Place(int line, int column) {
        static final Place START = new Place(1, 1);
    }

    /** A mapping; no key twice. */
    record Fields(Place place, Map<String, Entry> entries) implements Node {
        @Override
        public String describe() {
            return "a mapping";
        }
    }

    /** What stands under a key. */
    record Entry(Place place, Node value) {}

    /** A list. */
    record Items(Place place, List<Node> items) implements Node {
        @Override
        public String describe() {
            return "a list";
        }
    }

    /** A text. */
    record Text(Place place, String value) implements Node {
        @Override
        public String describe() {
            return "text";
        }
    }

    /** A number, as it is written. */
    record Numeral(Place place, String value) implements Node {
        @Override
        public String describe() {
            return "a number";
        }
    }

    /** True or false. */
    record Flag(Place place, boolean value) implements Node {
        @Override
        public String describe() {
            return "true or false";
        }
    }

    /** Nothing. */
    record Nothing(Place place) implements Node {
        @Override
        public String describe() {
            return "nothing";
        }
    }
}
