/**
 * The detector where text leaves a program: in Logback, in Log4j 2, in servlets, and before a commit. Each package is one host
 * and knows no other; {@code Redaction} is the detector that they share.
 */
@NullMarked
package dev.agentgovernance.samples.detector;

import org.jspecify.annotations.NullMarked;
