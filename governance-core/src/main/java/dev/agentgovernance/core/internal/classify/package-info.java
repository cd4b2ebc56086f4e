/**
 * What the classifiers share: a {@link dev.agentgovernance.core.internal.classify.Command} as the shell would start it, the
 * {@link dev.agentgovernance.core.internal.classify.CommandClassifier} that knows some programs, and the
 * {@link dev.agentgovernance.core.internal.classify.EffectSink} that takes what it finds. The packages below each know one language
 * (shell, SQL, …) or one family of programs, and not each other.
 */
@NullMarked
package dev.agentgovernance.core.internal.classify;

import org.jspecify.annotations.NullMarked;
