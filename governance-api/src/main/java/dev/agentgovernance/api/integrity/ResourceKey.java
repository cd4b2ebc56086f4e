/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.integrity;

import java.util.Locale;
import java.util.Objects;

/**
 * A part of a codebase, or of what it runs on, that a task can hold.
 *
 * @param kind what sort of part
 * @param name which one: for paths, relative to the top of the repository with {@code /} between folders
 */
public record ResourceKey(Kind kind, String name) {

    /** The sorts of parts. */
    public enum Kind {
        /** One file. */
        PATH,
        /** A folder with all it holds; {@code .} is the whole repository. */
        DIRECTORY,
        /** A module of the build. */
        MODULE,
        /** A symbol of a program, for example {@code java:com.acme.Shop#open(int)}. */
        SYMBOL,
        /** A lockfile or the manifest that makes it. */
        LOCKFILE,
        /** A sequence of numbers, for example of migrations. */
        SEQUENCE,
        /** A branch. */
        BRANCH,
        /** An environment. */
        ENVIRONMENT,
        /** A database schema. */
        SCHEMA
    }

    /**
     * Checks that there is a name.
     *
     * @throws IllegalArgumentException if the name is empty
     */
    public ResourceKey {
        Objects.requireNonNull(kind, "kind");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a resource has a name");
        }
    }

    /**
     * Returns the key that a text such as {@code path:src/Shop.java} names.
     *
     * @throws IllegalArgumentException if the text has no known kind before its first colon, or nothing behind it
     */
    public static ResourceKey parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("a resource is written kind:name: " + text);
        }
        return new ResourceKey(
                Kind.valueOf(text.substring(0, colon).toUpperCase(Locale.ROOT)), text.substring(colon + 1));
    }

    /** Tells whether both name something in common: the same part, or one holds the other. Symmetric and reflexive. */
    public boolean overlaps(ResourceKey other) {
        return equals(other) || holds(other) || other.holds(this);
    }

    private boolean holds(ResourceKey other) {
        if (kind != Kind.DIRECTORY || (other.kind != Kind.PATH && other.kind != Kind.DIRECTORY)) {
            return false;
        }
        String folder = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        // The folder itself counts too: a file of its name cannot be there beside it.
        return folder.isEmpty()
                || folder.equals(".")
                || other.name.equals(folder)
                || other.name.startsWith(folder + "/");
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + ":" + name;
    }
}
