/**
 * The web desk: where people see what waits for a yes, what was decided and why, and where they halt all agents.
 *
 * <p>Read {@link dev.agentgovernance.samples.cli.desk.WebDesk} first: it listens and hands each request on. {@code DeskGate}
 * turns away what a browser was made to send by somebody else; {@code DeskSessions} knows who is signed in;
 * {@code DeskPages} gives out the page; {@code DeskApi} answers it with what {@code DeskView} makes of cases, records and
 * standings; {@code DeskFeed} tells open pages that something changed.
 * {@link dev.agentgovernance.samples.cli.desk.HaltSwitch} is the switch itself, which guards read.
 */
@NullMarked
package dev.agentgovernance.samples.cli.desk;

import org.jspecify.annotations.NullMarked;
