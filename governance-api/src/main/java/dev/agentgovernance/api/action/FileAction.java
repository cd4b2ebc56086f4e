/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.action;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An access to one file or folder by the host's own tools, without a shell.
 *
 * @param operation what would be done
 * @param path the path as the agent gave it: absolute, or relative to the working directory of the context
 * @param content what would be written, where the host knows it; otherwise null
 */
public record FileAction(
        Operation operation, String path, @Nullable String content) implements Action {

    /** What can be done to a file. */
    public enum Operation {
        /** Reads its content. */
        READ,
        /** Lists names below it, or searches in it. */
        LIST,
        /** Creates it, replaces its content or edits a part of it. */
        WRITE,
        /** Removes it. */
        DELETE
    }

    /** Checks that what must be there is there. */
    public FileAction {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(path, "path");
    }

    @Override
    public String kind() {
        return "file";
    }

    @Override
    public String toString() {
        return "FileAction[" + operation + ", path of " + path.length() + " chars]";
    }
}
