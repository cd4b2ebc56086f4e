/** A server of the Java SDK over standard input whose tools are governed: {@link dev.agentgovernance.samples.mcpserver.NotesServer}. */
@NullMarked
package dev.agentgovernance.samples.mcpserver;

import org.jspecify.annotations.NullMarked;
