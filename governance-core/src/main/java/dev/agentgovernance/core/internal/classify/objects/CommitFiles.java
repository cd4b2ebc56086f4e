/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.objects;

import dev.agentgovernance.core.internal.classify.RepositoryView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files of a commit. What stands below {@code .git/} is not there. For use by one thread; to be closed.
 *
 * <p>Links within the commit are followed, as those within a working tree are. A file that the commit names and that cannot be
 * read is not there either, and then {@link #isWhole()} tells so.
 */
public final class CommitFiles implements RepositoryView, AutoCloseable {

    private static final int MAX_LINKS = 8;
    private static final int MAX_TAGS = 5;
    private static final String FOLDER = "40000";
    private static final String LINK = "120000";
    private static final String OTHER_REPOSITORY = "160000";

    private record Entry(String mode, String name, String id) {}

    private final ObjectReader objects;
    private final int idLength;
    private final Map<String, List<Entry>> folders = new HashMap<>();
    private @Nullable Entry root;
    private boolean whole = true;

    CommitFiles(GitFolders where, String id) {
        this.objects = new ObjectReader(where);
        this.idLength = where.idLength();
        try {
            this.root = new Entry(FOLDER, "", tree(id));
            list(root);
        } catch (Unreadable e) {
            this.root = null;
            this.whole = false;
        }
    }

    /** Tells whether everything that was asked for so far, and that the commit holds, could be read. */
    public boolean isWhole() {
        return whole;
    }

    /** Finds the top folder of a commit, or of the commit that a tag stands for. */
    private String tree(String id) throws Unreadable {
        String next = id;
        for (int i = 0; i < MAX_TAGS; i++) {
            ObjectReader.GitObject object = objects.read(next);
            byte[] start = Arrays.copyOf(object.bytes(), Math.min(object.bytes().length, 7 + 2 * idLength));
            String words = new String(start, StandardCharsets.US_ASCII);
            int from = words.indexOf(' ') + 1;
            String name = words.substring(from, Math.min(words.length(), from + 2 * idLength));
            if (object.type().equals("commit") && words.startsWith("tree ")) {
                return name;
            }
            if (!object.type().equals("tag") || !words.startsWith("object ")) {
                break;
            }
            next = name;
        }
        throw new Unreadable();
    }

    @Override
    public Optional<String> text(String path) {
        try {
            Entry entry = find(path);
            if (entry == null || !entry.mode().startsWith("100")) {
                return Optional.empty();
            }
            byte[] bytes = read(entry.id(), "blob");
            return Optional.of(new String(bytes, 0, Math.min(bytes.length, MAX_CHARS), StandardCharsets.UTF_8));
        } catch (Unreadable e) {
            whole = false;
            return Optional.empty();
        }
    }

    @Override
    public List<String> names(String folder) {
        try {
            Entry found = find(folder);
            if (found == null || !found.mode().equals(FOLDER)) {
                return List.of();
            }
            List<Entry> entries = list(found);
            List<String> names = new ArrayList<>();
            for (Entry entry : entries.subList(0, Math.min(entries.size(), MAX_NAMES))) {
                boolean deeper = entry.mode().equals(FOLDER) || entry.mode().equals(OTHER_REPOSITORY);
                names.add(deeper ? entry.name() + "/" : entry.name());
            }
            names.sort(null);
            return names;
        } catch (Unreadable e) {
            whole = false;
            return List.of();
        }
    }

    private @Nullable Entry find(String path) throws Unreadable {
        List<String> parts = parts("", path);
        for (int links = 0; parts != null && links <= MAX_LINKS; links++) {
            Entry entry = root;
            List<String> next = null;
            for (int i = 0; i < parts.size() && entry != null && next == null; i++) {
                entry = entry.mode().equals(FOLDER) ? child(entry, parts.get(i)) : null;
                if (entry != null && entry.mode().equals(LINK)) {
                    String target = new String(read(entry.id(), "blob"), StandardCharsets.UTF_8);
                    String rest = String.join("/", parts.subList(i + 1, parts.size()));
                    next = target.startsWith("/")
                            ? null
                            : parts(String.join("/", parts.subList(0, i)), target + "/" + rest);
                    if (next == null) {
                        return null;
                    }
                }
            }
            if (next == null) {
                return entry;
            }
            parts = next;
        }
        return null;
    }

    /** Returns the parts of a path; null where it leads out of the repository, or is absurdly long. */
    private static @Nullable List<String> parts(String base, String path) {
        List<String> parts = new ArrayList<>();
        if (base.length() + path.length() > 8 << 10) {
            return null;
        }
        for (String part : (base + "/" + path).split("/", -1)) {
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    return null;
                }
                parts.remove(parts.size() - 1);
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return parts;
    }

    private @Nullable Entry child(Entry folder, String name) throws Unreadable {
        for (Entry entry : list(folder)) {
            if (entry.name().equals(name)) {
                return entry;
            }
        }
        return null;
    }

    private List<Entry> list(Entry folder) throws Unreadable {
        List<Entry> known = folders.get(folder.id());
        if (known == null) {
            known = entries(read(folder.id(), "tree"));
            folders.put(folder.id(), known);
        }
        return known;
    }

    private byte[] read(String id, String type) throws Unreadable {
        ObjectReader.GitObject object = objects.read(id);
        if (!object.type().equals(type)) {
            throw new Unreadable();
        }
        return object.bytes();
    }

    private List<Entry> entries(byte[] tree) throws Unreadable {
        List<Entry> entries = new ArrayList<>();
        int at = 0;
        while (at < tree.length) {
            int blank = indexOf(tree, ' ', at);
            int end = blank < 0 ? -1 : indexOf(tree, 0, blank);
            if (end < 0 || end + idLength >= tree.length) {
                throw new Unreadable();
            }
            String mode = new String(tree, at, blank - at, StandardCharsets.US_ASCII);
            String name = new String(tree, blank + 1, end - blank - 1, StandardCharsets.UTF_8);
            at = end + 1 + idLength;
            // What no working tree can hold is left out.
            if (!name.isEmpty() && !name.equals(".") && !name.equals("..") && name.indexOf('/') < 0) {
                entries.add(new Entry(mode, name, HexFormat.of().formatHex(tree, end + 1, at)));
            }
        }
        return entries;
    }

    private static int indexOf(byte[] bytes, int value, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == value) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void close() {
        objects.close();
    }
}
