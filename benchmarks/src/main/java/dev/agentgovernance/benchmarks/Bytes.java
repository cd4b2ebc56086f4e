/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Counts what was scanned, so that a throughput is told in bytes a second: the size in UTF-8 of the text of a call. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Bytes {
    /** How many there were. */
    public long bytes;
}
