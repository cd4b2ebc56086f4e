/** Runs the job in one process, and compiles the same work for Flink and Kafka Streams. */
@NullMarked
package dev.agentgovernance.samples.spark;

import org.jspecify.annotations.NullMarked;
