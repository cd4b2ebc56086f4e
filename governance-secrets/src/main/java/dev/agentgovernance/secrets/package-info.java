/**
 * The detector: {@link dev.agentgovernance.secrets.SecretScanner} for text, {@link dev.agentgovernance.secrets.ScanSession}
 * for text that comes in chunks, {@link dev.agentgovernance.secrets.StreamRedactor} for streams. What it looks for is data
 * ({@code kinds}); how it looks is {@code internal}: automaton, match, filter, rules, and the engine that joins them.
 */
@NullMarked
package dev.agentgovernance.secrets;

import org.jspecify.annotations.NullMarked;
