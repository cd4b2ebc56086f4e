/**
 * JMH benchmarks of decisions, classification and scanning, each beside what a user would pick instead. The work they do is
 * made in {@link dev.agentgovernance.benchmarks.Workloads}, from a fixed seed, so that every run has the same.
 */
@NullMarked
package dev.agentgovernance.benchmarks;

import org.jspecify.annotations.NullMarked;
