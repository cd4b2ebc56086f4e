/**
 * The detector over many files with Spark: {@link dev.agentgovernance.samples.spark.SparkScan} finds out what is to be done and
 * keeps the results, {@link dev.agentgovernance.samples.spark.ScanFiles} does it on the executors.
 */
@NullMarked
package dev.agentgovernance.samples.spark;

import org.jspecify.annotations.NullMarked;
