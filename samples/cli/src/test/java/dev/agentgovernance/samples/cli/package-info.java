/** Tests of the command: in the process, over HTTP, and of the jar as users run it. */
@NullMarked
package dev.agentgovernance.samples.cli;

import org.jspecify.annotations.NullMarked;
