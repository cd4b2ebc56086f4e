/**
 * Claims on shared parts of a codebase, so that several tasks at work on it do not break each other's work.
 */
@NullMarked
package dev.agentgovernance.api.integrity;

import org.jspecify.annotations.NullMarked;
