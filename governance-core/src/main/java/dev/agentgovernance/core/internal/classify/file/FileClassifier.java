/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.file;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.FileAction;
import dev.agentgovernance.api.effect.ActionClassifier;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import dev.agentgovernance.core.internal.classify.PathJudge;
import dev.agentgovernance.core.internal.classify.PathJudge.Access;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.List;

/**
 * Works out what an access by the host's own file tools would do, by the same table of paths as for command lines.
 *
 * <p>Immutable and safe for use by several threads. A path longer than 4,096 units is not looked at and is opaque.
 */
public final class FileClassifier implements ActionClassifier {

    private static final int MAX_PATH = 4_096;

    private final PathJudge paths;

    private FileClassifier(PathJudge paths) {
        this.paths = paths;
    }

    /** Returns a classifier that goes by what a policy says about paths. */
    public static FileClassifier of(ClassifierSettings settings) {
        return new FileClassifier(PathJudge.of(settings));
    }

    @Override
    public Classification classify(Action action, ActionContext context) {
        if (!(action instanceof FileAction file)) {
            return Classification.NOTHING;
        }
        SourceSpan span = new SourceSpan(0, file.path().length());
        if (file.path().isEmpty()) {
            return Classification.opaque("the path is empty", span);
        }
        if (file.path().length() > MAX_PATH) {
            return Classification.opaque("the path is longer than is looked at", span);
        }
        List<String> folders = context.workingDirectory().map(List::of).orElse(List.of());
        // The folders of the path and of the working tree are mostly the same: each is looked up once.
        return paths.forOneAction().judge(access(file.operation()), Word.literal(file.path(), span), folders, context);
    }

    // A delete by a host's tool takes a folder with all it holds.
    private static Access access(FileAction.Operation operation) {
        return switch (operation) {
            case READ -> Access.READ;
            case LIST -> Access.LIST;
            case WRITE -> Access.WRITE;
            case DELETE -> Access.DELETE_RECURSIVE;
        };
    }
}
