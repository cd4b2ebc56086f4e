/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.integrity;

import java.util.Objects;

/**
 * Something for which two changes of one codebase do not go together, or may not.
 *
 * @param kind what it is
 * @param file the file in the first change
 * @param line the line in it as the first change leaves it, from 1; 0 where it is the file as a whole
 * @param otherFile the file in the other change
 * @param otherLine the line in it as the other change leaves it, from 1; 0 where it is the file as a whole
 * @param why what is the matter, as a sentence; it may name a symbol of the code
 */
public record Conflict(Kind kind, String file, int line, String otherFile, int otherLine, String why) {

    /** What stands between two changes. */
    public enum Kind {
        /** Both change the same lines, or lines beside each other. */
        LINES("lines", true),
        /** One takes away a file that the other changes. */
        GONE("gone", true),
        /** Both add the same file, differently. */
        TWICE("twice", true),
        /** Both take the same number of a sequence. */
        NUMBER("number", true),
        /** Both change what a lockfile holds, at places of their own. */
        LOCKFILE("lockfile", false),
        /** One moves a file that the other changes. */
        MOVED("moved", false),
        /** One takes away a name that the other begins to use. */
        SYMBOL("symbol", false),
        /** One changes what has to be handed to something that the other begins to use. */
        SIGNATURE("signature", false),
        /** One changes what a module offers, and the other a module that uses it, near or far. */
        DEPENDS("depends", false),
        /** Both declare the same name in the same file. */
        DECLARED_TWICE("declared-twice", false);

        private final String id;
        private final boolean certain;

        Kind(String id, boolean certain) {
            this.id = id;
            this.certain = certain;
        }

        /** Returns its name in files and on the screen. */
        public String id() {
            return id;
        }

        /** Tells whether the changes surely do not go together; otherwise they are to be built and tested as one. */
        public boolean isCertain() {
            return certain;
        }
    }

    /** Checks that nothing is null. */
    public Conflict {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(otherFile, "otherFile");
        Objects.requireNonNull(why, "why");
    }

    /** Returns the same, seen from the other change. */
    public Conflict swapped() {
        return new Conflict(kind, otherFile, otherLine, file, line, why);
    }

    /** Names the kind; a path may hold a secret. */
    @Override
    public String toString() {
        return "Conflict[" + kind.id() + ", " + line + ", " + otherLine + "]";
    }
}
