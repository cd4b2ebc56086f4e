/**
 * Command lines of the Bourne family: text → syntax tree → commands → effects.
 *
 * <p>The door is {@link dev.agentgovernance.core.internal.classify.shell.ShellClassifier}. {@code ScriptParser} and the parsers
 * beside it read a {@code Cursor} into a {@code Syntax} tree; the {@code Walker} goes through the tree with a {@code State}
 * of variables and folders, the {@code Expander} works out what words become, and the {@code Launcher} finds who knows a
 * command: functions, {@code Builtins}, {@code Shells}, {@code Wrappers}, {@code Finders}, and the tables that are handed
 * in. A {@code Budget} bounds all of it.
 */
@NullMarked
package dev.agentgovernance.core.internal.classify.shell;

import org.jspecify.annotations.NullMarked;
