/**
 * What git commands do: {@link dev.agentgovernance.core.internal.classify.git.GitCommands} reads the options in front of the
 * subcommand, {@code GitArguments} the rest the way git reads it (abbreviations, bundles), and {@code GitPush} tells from
 * the refspecs which branches of which remote are changed, and how.
 */
@NullMarked
package dev.agentgovernance.core.internal.classify.git;

import org.jspecify.annotations.NullMarked;
