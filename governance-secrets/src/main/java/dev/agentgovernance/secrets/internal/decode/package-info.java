/**
 * What is written in another way: finds the parts of a line that may be encoded ({@code EncodedRuns}, {@code Escapes}), and
 * decodes them with the way back to their places ({@code Decoded}). It judges nothing: the engine scans what comes out.
 */
@NullMarked
package dev.agentgovernance.secrets.internal.decode;

import org.jspecify.annotations.NullMarked;
