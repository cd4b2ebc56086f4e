/** Tests against the real host. */
@org.jspecify.annotations.NullMarked
package dev.agentgovernance.samples.detector.servlet;
