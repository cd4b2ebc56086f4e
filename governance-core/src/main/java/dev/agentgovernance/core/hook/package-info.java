/**
 * Where coding agents are met: the hooks of their hosts.
 *
 * <p>A host (the program that runs an agent) tells a hook what is about to happen, as JSON, and does what the hook answers.
 * A {@link dev.agentgovernance.core.hook.HookAdapter} stands in between: it turns a message into actions, asks a
 * {@link dev.agentgovernance.api.Guard}, and turns the decision into exactly the JSON that this host accepts.
 * {@link dev.agentgovernance.core.hook.ClaudeCodeHooks} does so for Claude Code; for each other
 * {@link dev.agentgovernance.core.hook.Host}, {@code ProtocolHooks} does by its {@code HostProtocol}, which knows how the host
 * says what is about to happen and which answers it takes.
 *
 * <p>The way of a message through this room: {@code StrictJson} reads it, {@code HookMessage} gives it names,
 * {@code ToolTable} (a table that ships as data) says which actions a tool call is, {@code WorkingTree} says where it
 * happens, {@code ToolCallJudge} asks the guard and, where the output of a command could bring a secret to light, has
 * {@code OutputFilter} rewrite the command so that its output streams through a filter; {@code ToolOutput} takes secrets
 * out of results, and {@code WrittenSecrets} finds those in what nothing can be taken out of; {@code HookEvent} knows how each event is refused.
 */
@NullMarked
package dev.agentgovernance.core.hook;

import org.jspecify.annotations.NullMarked;
