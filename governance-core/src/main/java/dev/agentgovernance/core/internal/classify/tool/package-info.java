/**
 * What a call of a tool would do, judged by its name, its arguments and what its server says of it, and what it means that a
 * text is published. {@link dev.agentgovernance.core.internal.classify.tool.ToolClassifier} is the door to the first,
 * {@link dev.agentgovernance.core.internal.classify.tool.PublishClassifier} to the second; {@code Lexicon} holds the words.
 */
@NullMarked
package dev.agentgovernance.core.internal.classify.tool;

import org.jspecify.annotations.NullMarked;
