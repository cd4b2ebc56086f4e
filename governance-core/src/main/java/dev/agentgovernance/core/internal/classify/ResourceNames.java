/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import dev.agentgovernance.api.action.ActionContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Brings the resource of an effect into the form in which policies and scopes name it. */
public final class ResourceNames {

    private ResourceNames() {}

    /**
     * Returns a path relative to the top of the repository where it is below it, and plain in any case: {@code /} between
     * folders, no {@code .} and no {@code ..} that can be worked out. The top itself is {@code .}.
     */
    public static String path(String path, ActionContext context) {
        if (path.isEmpty()) {
            return path;
        }
        String plain = normal(path);
        String given = context.repositoryRoot().orElse("");
        if (given.isEmpty()) {
            return plain;
        }
        String root = normal(given);
        if (!plain.startsWith(root)) {
            return plain;
        }
        if (plain.length() == root.length()) {
            return ".";
        }
        return plain.charAt(root.length()) == '/' ? plain.substring(root.length() + 1) : plain;
    }

    /** Returns the name of a branch without the remote or the folder of references in front of it. */
    public static String branch(String resource) {
        for (String prefix : List.of("refs/heads/", "origin/")) {
            if (resource.startsWith(prefix)) {
                return resource.substring(prefix.length());
            }
        }
        return resource;
    }

    private static String normal(String path) {
        return isPlain(path) ? path : made(path.replace('\\', '/'));
    }

    /** Tells whether a path is as it should be, as most are: nothing but names with one slash between them. */
    private static boolean isPlain(String path) {
        int length = path.length();
        if (length == 0 || path.charAt(length - 1) == '/') {
            return false;
        }
        int start = path.charAt(0) == '/' ? 1 : 0;
        for (int i = start; i < length; i++) {
            char c = path.charAt(i);
            boolean first = i == start || path.charAt(i - 1) == '/';
            // A name that begins with a dot may be one of the two that mean something.
            if (c == '\\' || (first && (c == '/' || c == '.'))) {
                return false;
            }
        }
        return true;
    }

    private static String made(String path) {
        boolean absolute = path.startsWith("/");
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
                parts.removeLast();
            } else if (!(part.equals("..") && absolute)) {
                parts.addLast(part);
            }
        }
        String joined = String.join("/", parts);
        return absolute ? "/" + joined : joined.isEmpty() ? "." : joined;
    }
}
