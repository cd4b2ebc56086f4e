/**
 * What the host's own file tools would do: {@link dev.agentgovernance.core.internal.classify.file.FileClassifier}. The judgement of
 * paths is shared with the command lines and lives one folder up.
 */
@NullMarked
package dev.agentgovernance.core.internal.classify.file;

import org.jspecify.annotations.NullMarked;
