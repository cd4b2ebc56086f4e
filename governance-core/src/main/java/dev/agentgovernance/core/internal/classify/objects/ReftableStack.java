/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.objects;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables of references in a folder, each of which hides what older ones say. For use by one thread. */
final class ReftableStack {

    private static final int MAX_LIST = 64 << 10;
    private static final int MAX_TRIES = 3;

    private final Path folder;
    private final int idLength;
    private final Budget budget;

    ReftableStack(Path folder, int idLength, Budget budget) {
        this.folder = folder;
        this.idLength = idLength;
        this.budget = budget;
    }

    /** Returns an id, or {@code ref: } and a name; null where there is no such reference. */
    @Nullable String value(String reference) throws Unreadable {
        byte[] name = reference.getBytes(StandardCharsets.UTF_8);
        List<String> tables = tables();
        for (int tries = 1; ; tries++) {
            try {
                return value(tables, name);
            } catch (Unreadable e) {
                // Tables are put together while others read: what is gone stands in another by now.
                List<String> now = tables();
                if (tries == MAX_TRIES || now.equals(tables)) {
                    throw e;
                }
                tables = now;
            }
        }
    }

    private @Nullable String value(List<String> tables, byte[] name) throws Unreadable {
        for (int i = tables.size() - 1; i >= 0; i--) {
            FileBytes file = FileBytes.open(folder.resolve(tables.get(i)), budget);
            if (file == null) {
                throw new Unreadable();
            }
            String value;
            try (file) {
                value = new Reftable(file, idLength, budget).find(name);
            }
            if (value != null) {
                return value.equals(Reftable.DELETED) ? null : value;
            }
        }
        return null;
    }

    /** Returns the names of the tables, the oldest first. */
    private List<String> tables() throws Unreadable {
        FileBytes file = FileBytes.open(folder.resolve("tables.list"), budget);
        if (file == null) {
            throw new Unreadable();
        }
        try (file) {
            if (file.size() > MAX_LIST) {
                throw new Unreadable();
            }
            String list = new String(file.exactly(0, (int) file.size()), StandardCharsets.US_ASCII);
            List<String> tables = list.lines().filter(line -> !line.isEmpty()).toList();
            for (String table : tables) {
                if (!table.chars().allMatch(c -> Character.isLetterOrDigit(c) || "._-".indexOf(c) >= 0)) {
                    throw new Unreadable();
                }
            }
            return tables;
        }
    }
}
