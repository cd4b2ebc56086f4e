/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import dev.agentgovernance.api.Allow;
import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Deny;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.FileAction;
import dev.agentgovernance.api.action.ShellAction;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.core.internal.classify.SessionFiles;
import dev.agentgovernance.core.internal.classify.shell.ShellClassifier;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps what the actions that a guard lets through write to files. */
final class SessionNotes {

    private final SessionFiles files;
    private final ShellClassifier shell;

    SessionNotes(SessionFiles files, ShellClassifier shell) {
        this.files = files;
        this.shell = shell;
    }

    /** Keeps what an action of a session writes, unless it was refused. Of one that waits for a human it is not known whether it happens. */
    void note(Action action, ActionContext context, Decision decision) {
        if (!files.isActive() || context.session().isEmpty() || decision instanceof Deny) {
            return;
        }
        if (action instanceof FileAction file && file.operation() == FileAction.Operation.WRITE) {
            path(file.path(), context).ifPresent(path -> files.add(context, path, file.content()));
        } else if (action instanceof ShellAction command && changes(decision)) {
            shell.writes(command, context).forEach((path, content) -> {
                if (content.whole() && decision instanceof Allow) {
                    files.replace(context, path, content);
                } else {
                    files.add(context, path, content.text());
                }
            });
        }
    }

    /** What only reads writes no file, so its text need not be gone through again. */
    private static boolean changes(Decision decision) {
        for (Effect effect : decision.assessment().effects()) {
            if (!effect.kind().isRead() && !effect.kind().isWithin("net.fetch")) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> path(String path, ActionContext context) {
        try {
            return Optional.of(Path.of(context.workingDirectory().orElse(""))
                    .resolve(path)
                    .normalize()
                    .toString());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
