/** Log4j 2 without secrets: a policy for its {@code Rewrite} appender. */
@NullMarked
package dev.agentgovernance.samples.detector.log4j;

import org.jspecify.annotations.NullMarked;
