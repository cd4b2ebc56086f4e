/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import dev.agentgovernance.api.action.ActionContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What agents wrote to files earlier in their sessions, so that running such a file is judged by what is in it, also where
 * the file itself is not at hand. A memory of one process: bounded, and empty at its start.
 *
 * <p>Safe for use by several threads. Holds at most the given number of files, of which the least lately used are forgotten
 * first, and of each at most 64 K units; a question costs a look-up in a map.
 */
public final class SessionFiles {

    /** Remembers nothing. */
    public static final SessionFiles NONE = new SessionFiles(0);

    private static final int MAX_LENGTH = 64 << 10;

    /**
     * A file that was written.
     *
     * @param text what was written, as far as it is known; null where it is not
     * @param whole whether that is all that is in the file
     * @param fetched whether it came from the network
     */
    public record Written(@Nullable String text, boolean whole, boolean fetched) {

        @Override
        public String toString() {
            return "Written[" + (text == null ? "not known" : text.length() + " chars") + "]";
        }
    }

    private record Key(String agent, String session, String path) {}

    /** What is kept of one file. Parts are put behind each other as they come, and made into one text when it is asked for. */
    private static final class Kept {
        private final boolean fetched;
        private @Nullable StringBuilder parts;
        private @Nullable Written written;

        Kept(@Nullable Written written, boolean fetched) {
            this.written = written;
            this.fetched = fetched;
        }

        Written written() {
            Written known = written;
            if (known == null) {
                known = new Written(parts == null ? null : parts.toString(), false, fetched);
                written = known;
            }
            return known;
        }

        void add(@Nullable String part) {
            StringBuilder before = parts;
            if (before == null) {
                String text = written().text();
                before = text == null ? new StringBuilder() : new StringBuilder(text).append('\n');
            } else {
                before.append('\n');
            }
            written = null;
            parts = part != null && before.length() + part.length() <= MAX_LENGTH ? before.append(part) : null;
        }
    }

    private final int most;
    private final Map<Key, Kept> files = new LinkedHashMap<>(16, 0.75f, true);

    private SessionFiles(int most) {
        this.most = most;
    }

    /**
     * Returns an empty memory.
     *
     * @param files how many files it holds at most
     * @throws IllegalArgumentException if that is less than one
     */
    public static SessionFiles upTo(int files) {
        if (files < 1) {
            throw new IllegalArgumentException("a memory for no file");
        }
        return new SessionFiles(files);
    }

    /** Tells whether anything is ever remembered. */
    public boolean isActive() {
        return most > 0;
    }

    /** Remembers what a file holds from now on, in place of what it held. */
    public void replace(ActionContext context, String path, Written content) {
        String text = content.text();
        boolean known = text != null && text.length() <= MAX_LENGTH;
        Written kept = known ? content : new Written(null, false, content.fetched());
        put(key(context, path), new Kept(kept, kept.fetched()));
    }

    /**
     * Remembers a part that was written to a file, where nobody says whether it is all of it: what was there before may be
     * there still.
     */
    public void add(ActionContext context, String path, @Nullable String part) {
        Key key = key(context, path);
        synchronized (files) {
            Kept kept = files.get(key);
            if (kept == null) {
                kept = new Kept(new Written(null, false, false), false);
                put(key, kept);
            }
            kept.add(part);
        }
    }

    /** Returns what was written to a file by this agent in this session. */
    public Optional<Written> find(ActionContext context, String path) {
        Optional<Written> found;
        synchronized (files) {
            found = Optional.ofNullable(files.get(key(context, path))).map(Kept::written);
        }
        found.ifPresent(written -> ReadingLog.remembered(path, written.text()));
        return found;
    }

    private void put(Key key, Kept content) {
        synchronized (files) {
            files.put(key, content);
            if (files.size() > most) {
                // INVARIANT: never more than the most.
                files.remove(files.keySet().iterator().next());
            }
        }
    }

    private static Key key(ActionContext context, String path) {
        return new Key(context.agent(), context.session().orElse(""), path);
    }
}
