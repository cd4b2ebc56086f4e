/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.objects;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The references of a repository: loose and packed ones, or tables. For use by one thread; what is packed is read once if it is short. */
final class References {

    private static final int MAX_HOPS = 5;
    private static final int MAX_NAME = 250;
    private static final int MAX_LINE = 4 << 10;
    private static final int MAX_UNSORTED = 1 << 20;
    private static final int SHORT = 64 << 10;
    private static final String SYMBOLIC = "ref:";
    /** What each working tree has for itself. */
    private static final List<String> OWN = List.of("refs/worktree/", "refs/bisect/", "refs/rewritten/");

    private final GitFolders folders;
    private final Budget budget = new Budget(64 << 20);
    private @Nullable String shortList;

    References(GitFolders folders) {
        this.folders = folders;
    }

    /** Tells whether they stand in files of their own names. */
    boolean areFiles() {
        return folders.refStorage().equals("files");
    }

    /**
     * Returns the name of the object that a reference leads to; null where there is no such reference. What cannot be read leads
     * to a name under which nothing stands.
     */
    @Nullable String id(String reference) {
        String name = reference;
        try {
            for (int hop = 0; hop < MAX_HOPS && isName(name); hop++) {
                String value = value(name);
                if (value == null) {
                    return null;
                }
                if (!value.startsWith(SYMBOLIC)) {
                    return isId(value) ? value : null;
                }
                name = value.substring(SYMBOLIC.length()).strip();
            }
        } catch (Unreadable e) {
            return "0".repeat(2 * folders.idLength());
        }
        return null;
    }

    /** Returns what a reference says, an id or {@code ref: } and a name; null where there is no such reference. */
    @Nullable String value(String name) throws Unreadable {
        try {
            boolean own = name.equals("HEAD") || OWN.stream().anyMatch(name::startsWith);
            Path folder = own ? folders.own() : folders.shared();
            if (areFiles()) {
                String value = loose(folder.resolve(name));
                return value == null ? packed(name) : value;
            }
            if (folders.refStorage().equals("reftable")) {
                return new ReftableStack(folder.resolve("reftable"), folders.idLength(), budget).value(name);
            }
        } catch (InvalidPathException e) {
            return null;
        }
        throw new Unreadable();
    }

    /** A name that git would take; nothing that leads out of the folder of the references. */
    static boolean isName(String name) {
        if (!(name.equals("HEAD") || name.startsWith("refs/")) || name.length() > MAX_NAME || name.endsWith("/")) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean dot = c == '.' && (name.charAt(i - 1) == '/' || name.charAt(i - 1) == '.');
            boolean empty = c == '/' && name.charAt(i - 1) == '/';
            if (c <= ' ' || c == 0x7f || "\\~^:?*[".indexOf(c) >= 0 || dot || empty) {
                return false;
            }
        }
        return !name.endsWith(".lock");
    }

    private @Nullable String loose(Path path) throws Unreadable {
        FileBytes file = FileBytes.open(path, budget);
        if (file == null) {
            return null;
        }
        try (file) {
            return text(file, 0, MAX_LINE).strip();
        }
    }

    private boolean isId(String value) {
        return value.length() == 2 * folders.idLength()
                && value.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    private @Nullable String packed(String name) throws Unreadable {
        // Compared by bytes, as git sorts them: one character stands for one byte.
        String wanted = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        String line = shortList == null ? packedLine(wanted) : in(shortList, wanted);
        String id = line == null ? "" : line.substring(0, line.length() - wanted.length() - 1);
        return isId(id) ? id : null;
    }

    private @Nullable String packedLine(String wanted) throws Unreadable {
        FileBytes file = FileBytes.open(folders.shared().resolve("packed-refs"), budget);
        if (file == null) {
            shortList = "";
            return null;
        }
        try (file) {
            if (file.size() <= SHORT) {
                shortList = text(file, 0, SHORT);
                return in(shortList, wanted);
            }
            String head = line(file, 0);
            boolean sorted = head.startsWith("#") && head.contains(" sorted");
            return sorted ? sorted(file, wanted) : in(text(file, 0, MAX_UNSORTED), wanted);
        }
    }

    private static @Nullable String in(String list, String wanted) {
        for (int at = list.indexOf(' ' + wanted); at >= 0; at = list.indexOf(' ' + wanted, at + 1)) {
            int end = at + 1 + wanted.length();
            int start = list.lastIndexOf('\n', at) + 1;
            if ((end == list.length() || list.charAt(end) == '\n') && list.charAt(start) != '#') {
                return list.substring(start, end);
            }
        }
        return null;
    }

    private static @Nullable String sorted(FileBytes file, String wanted) throws Unreadable {
        long low = 0;
        long high = file.size();
        while (low < high) {
            long middle = start(file, low, low + (high - low) / 2);
            long at = middle;
            String line = line(file, at);
            // What a tag leads to stands below it, and the first line is a note.
            while (at < high && (line.startsWith("^") || line.startsWith("#"))) {
                at += line.length() + 1;
                line = at < high ? line(file, at) : "";
            }
            int order = at >= high ? -1 : wanted.compareTo(line.substring(line.indexOf(' ') + 1));
            if (order == 0) {
                return line;
            }
            if (order < 0) {
                high = middle;
            } else {
                low = at + line.length() + 1;
            }
        }
        return null;
    }

    /** Returns where the line begins that a place is in. */
    private static long start(FileBytes file, long low, long place) throws Unreadable {
        long from = Math.max(low, place - MAX_LINE);
        String before = text(file, from, (int) (place - from));
        int end = before.lastIndexOf('\n');
        if (end < 0 && from > low) {
            throw new Unreadable();
        }
        return end < 0 ? low : from + end + 1;
    }

    private static String line(FileBytes file, long at) throws Unreadable {
        String text = text(file, at, 512);
        int end = text.indexOf('\n');
        if (end < 0) {
            text = text(file, at, MAX_LINE);
            end = text.indexOf('\n');
        }
        if (end < 0 && text.length() == MAX_LINE) {
            throw new Unreadable();
        }
        return end < 0 ? text : text.substring(0, end);
    }

    private static String text(FileBytes file, long at, int most) throws Unreadable {
        byte[] bytes = new byte[(int) Math.min(most, Math.max(0, file.size() - at))];
        return new String(bytes, 0, file.some(at, bytes), StandardCharsets.ISO_8859_1);
    }
}
