/** Logback without secrets: an encoder around the encoder of any appender. */
@NullMarked
package dev.agentgovernance.samples.detector.logback;

import org.jspecify.annotations.NullMarked;
