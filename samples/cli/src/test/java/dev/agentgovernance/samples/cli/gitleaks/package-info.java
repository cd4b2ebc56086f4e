/** Tests of imported rules. */
@org.jspecify.annotations.NullMarked
package dev.agentgovernance.samples.cli.gitleaks;
