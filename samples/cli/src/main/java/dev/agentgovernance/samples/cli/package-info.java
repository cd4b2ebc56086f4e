/**
 * The {@code governance} command: the library as a program.
 *
 * <p>{@code Main} is the door; it hands {@code redact} to {@code RedactFilter} at once, since that has to start fast, and all
 * else to {@code GovernanceCommand}, which has one class for each command. {@code Terminal} is all that a command knows of
 * the world around it; {@code GuardOptions} makes the guard that several commands ask; {@code StateFolder} keeps the token
 * and the journal; {@code StoreOptions} opens the database of trust and approvals; {@code HumanCheck} keeps agents from what
 * only a person may do; {@code GitScan} and {@code Baseline} belong to {@code scan}; {@code OwnProgram} knows how this very
 * program is started again.
 */
@NullMarked
package dev.agentgovernance.samples.cli;

import org.jspecify.annotations.NullMarked;
