/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.FileAction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The patches of Codex: between {@code *** Begin Patch} and {@code *** End Patch} a head for each file ({@code *** Add File:},
 * {@code *** Update File:}, {@code *** Delete File:}, {@code *** Move to:}), and lines behind it.
 */
final class PatchText {

    private static final String BEGIN = "*** Begin Patch";
    private static final String END = "*** End Patch";
    private static final String ADD = "*** Add File: ";
    private static final String UPDATE = "*** Update File: ";
    private static final String DELETE = "*** Delete File: ";
    private static final String MOVE = "*** Move to: ";
    private static final String END_OF_FILE = "*** End of File";

    private final List<Action> actions = new ArrayList<>();
    private @Nullable String file;
    private final StringBuilder added = new StringBuilder();

    private PatchText() {}

    /** Tells whether a text begins like a patch. */
    static boolean isPatch(String text) {
        return text.stripLeading().startsWith(BEGIN);
    }

    /** Returns what a patch would do to which files; none where a line of it is not understood. */
    static List<Action> actions(String patch) {
        return new PatchText().read(patch.strip().lines().toList());
    }

    private List<Action> read(List<String> lines) {
        int last = lines.size() - 1;
        if (last < 1 || !lines.get(0).equals(BEGIN) || !lines.get(last).equals(END)) {
            return List.of();
        }
        for (String line : lines.subList(1, last)) {
            if (!isRead(line)) {
                return List.of();
            }
        }
        closeFile();
        return List.copyOf(actions);
    }

    private boolean isRead(String line) {
        if (line.startsWith(ADD)) {
            return open(line.substring(ADD.length()));
        }
        if (line.startsWith(UPDATE)) {
            return open(line.substring(UPDATE.length()));
        }
        if (line.startsWith(DELETE)) {
            closeFile();
            return remove(line.substring(DELETE.length()));
        }
        if (line.startsWith(MOVE)) {
            // What stood in the file goes to the new place, and the old one is gone.
            return file != null && remove(file) && open(line.substring(MOVE.length()));
        }
        if (line.startsWith("***")) {
            return line.equals(END_OF_FILE) && file != null;
        }
        if (file == null) {
            return line.isBlank();
        }
        if (line.startsWith("+")) {
            added.append(line, 1, line.length()).append('\n');
            return true;
        }
        return line.isEmpty() || line.startsWith("-") || line.startsWith(" ") || line.startsWith("@@");
    }

    private boolean open(String path) {
        boolean moved = file != null && added.isEmpty() && isRemoved(file);
        if (!moved) {
            closeFile();
        }
        file = path.strip();
        added.setLength(0);
        return !path.isBlank();
    }

    private boolean isRemoved(String path) {
        return !actions.isEmpty()
                && actions.get(actions.size() - 1) instanceof FileAction action
                && action.operation() == FileAction.Operation.DELETE
                && action.path().equals(path);
    }

    private boolean remove(String path) {
        actions.add(new FileAction(FileAction.Operation.DELETE, path.strip(), null));
        return !path.isBlank();
    }

    private void closeFile() {
        if (file != null) {
            actions.add(Action.write(file, added.toString()));
        }
        file = null;
        added.setLength(0);
    }
}
